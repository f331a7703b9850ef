@testable import HTTP
import Testing

struct StoppingTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    private func stop(_ server: LiveServer, within milliseconds: Int64 = 5_000) {
        server.perform { server, handler in
            server.stop(deadlineMilliseconds: milliseconds) { handler.loop.stop() }
        }
    }

    @Test
    func `a server without connections stops at once`() {
        let server = LiveServer()
        stop(server)
        until { server.hasEnded }
    }

    @Test
    func `an answer that is under way is given, and the connection ended`() {
        let server = LiveServer { _, request in
            .after(milliseconds: 100, .now(TestHandler.echo(request)))
        }
        let client = RawClient(server.port)
        client.send(Self.get)
        until { server.perform { server, _ in server.statistics.requestsHandled } == 1 }
        stop(server)
        let answer = client.answer()
        #expect(answer?.body == "GET / " && answer?.headers["connection"] == "close")
        #expect(client.rest() == "" && client.end == .closed)
        until { server.hasEnded }
    }

    @Test
    func `a request on a kept connection is still answered, and an idle one let go`() {
        let server = LiveServer()
        let busy = RawClient(server.port)
        let idle = RawClient(server.port)
        busy.send(Self.get)
        #expect(busy.answer()?.status == 200)
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 2 }
        stop(server)
        busy.send(Self.get)
        #expect(busy.answer()?.headers["connection"] == "close")
        #expect(busy.rest() == "" && idle.rest() == "")
        until { server.hasEnded }
    }

    @Test
    func `a large answer is sent to its end`() {
        let server = LiveServer { _, _ in
            .now(TestHandler.text(String(repeating: "x", count: 8 << 20)))
        }
        let client = RawClient(server.port)
        client.send(Self.get)
        until { server.perform { server, _ in server.statistics.requestsHandled } == 1 }
        stop(server)
        #expect(client.answer()?.body.utf8.count == 8 << 20)
        until { server.hasEnded }
    }

    @Test
    func `held requests are answered, streams end and silence breaks off`() {
        let server = LiveServer { _, request in
            switch request.path {
            case "/hold": .hold(Ticket(1), milliseconds: 60_000)
            case "/stream": .stream(Ticket(2), TestHandler.text("begun"))
            default: .silence
            }
        }
        let clients = ["hold", "stream", "silence"].map { path in
            let client = RawClient(server.port)
            client.send("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            return client
        }
        until { server.perform { server, _ in server.statistics.requestsHandled } == 3 }
        stop(server)
        #expect(clients[0].answer()?.body == "expired")
        #expect(clients[1].rest().hasSuffix("5\r\nbegun\r\n0\r\n\r\n"))
        #expect(clients[2].rest() == "")
        until { server.hasEnded }
    }

    @Test
    func `what is not done by the deadline is cut off`() {
        let server = LiveServer { _, request in
            .after(milliseconds: 60_000, .now(TestHandler.echo(request)))
        }
        let client = RawClient(server.port)
        client.send(Self.get)
        until { server.perform { server, _ in server.statistics.requestsHandled } == 1 }
        stop(server, within: 50)
        #expect(client.rest() == "")
        until { server.hasEnded }
    }

    @Test
    func `nobody is cut off who connected before the stop`() {
        let server = LiveServer()
        let clients = (0..<50).map { _ in RawClient(server.port) }
        server.perform { server, handler in
            server.stop(deadlineMilliseconds: 5_000) { handler.loop.stop() }
        }
        for client in clients { client.send(Self.get) }
        for client in clients { #expect(client.answer()?.status == 200) }
        until { server.hasEnded }
    }
}
