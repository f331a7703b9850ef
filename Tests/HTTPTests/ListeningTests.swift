import Glibc
@testable import HTTP
import Testing

struct ListeningTests {
    private func server(_ loop: Loop) -> HTTPServer {
        let handler = TestHandler(loop) { _, request in .now(TestHandler.echo(request)) }
        return HTTPServer(loop: loop, handler: handler)
    }

    @Test
    func `port 0 becomes a port of the system's choice`() throws {
        let server = try server(Loop())
        let first = try server.listen(on: .tcp("127.0.0.1", port: 0))
        let second = try server.listen(on: .tcp("localhost", port: 0))
        #expect(first.port != 0 && second.port != 0 && first.port != second.port)
        #expect(first.description == "127.0.0.1:\(first.port)")
    }

    @Test
    func `a port that is taken is an error that names it`() throws {
        let server = try server(Loop())
        let port = try server.listen(on: .tcp("127.0.0.1", port: 0)).port
        #expect(throws: HTTPServerError.addressInUse("127.0.0.1:\(port)")) {
            try server.listen(on: .tcp("127.0.0.1", port: port))
        }
    }

    @Test(arguments: ["192.0.2.1", "not an address"])
    func `an address of another machine, or none, is an error`(_ host: String) throws {
        let server = try server(Loop())
        #expect(throws: HTTPServerError.addressNotAvailable("\(host):1234")) {
            try server.listen(on: .tcp(host, port: 1234))
        }
    }

    /// Whether this machine has IPv6 at all.
    private static var hasIPv6: Bool {
        (try? ListeningSocket.open(.tcp("::1", port: 0))) != nil
    }

    @Test(.enabled(if: hasIPv6))
    func `the same port can be had for both families`() throws {
        let server = try server(Loop())
        // A port that is free for one family may be taken for the other: not for so many.
        let both = try (0..<20).contains { _ in
            let six = try server.listen(on: .tcp("::1", port: 0))
            #expect(six.description == "[::1]:\(six.port)")
            return (try? server.listen(on: .tcp("127.0.0.1", port: six.port)))?.port == six.port
        }
        #expect(both)
    }

    @Test
    func `a unix socket is made, replaced when it is stale, and removed in the end`() throws {
        let folder = TemporaryFolder()
        let path = "\(folder.path)/socket"
        let loop = try Loop()
        let server = server(loop)
        try server.listen(on: .unixSocket(path))
        #expect(throws: HTTPServerError.addressInUse(path)) {
            try self.server(Loop()).listen(on: .unixSocket(path))
        }
        server.listeners = []
        #expect(unsafe access(path, F_OK) != 0)

        let (stale, _) = try ListeningSocket.open(.unixSocket(path))
        close(stale)
        try server.listen(on: .unixSocket(path))
        server.listeners = []

        _ = folder.write("socket", "not a socket")
        #expect(throws: HTTPServerError.addressInUse(path)) {
            try server.listen(on: .unixSocket(path))
        }
    }

    @Test
    func `a path that is too long or not there is an error`() throws {
        let server = try server(Loop())
        #expect(throws: HTTPServerError.self) {
            try server.listen(on: .unixSocket("/tmp/" + String(repeating: "a", count: 200)))
        }
        #expect(throws: HTTPServerError.addressNotAvailable("/nonexistent/socket")) {
            try server.listen(on: .unixSocket("/nonexistent/socket"))
        }
    }

    @Test
    func `connections beyond the limit wait until there is room`() {
        let server = LiveServer(configure: { $0.connectionsMax = 2 })
        var first: [RawClient] = [RawClient(server.port), RawClient(server.port)]
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 2 }
        let third = RawClient(server.port)
        third.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(third.answer(within: 100) == nil)
        #expect(server.perform { server, _ in server.statistics.connectionsAccepted } == 2)
        first.removeLast()
        #expect(third.answer()?.status == 200)
    }
}
