@testable import HTTP
import Testing

struct AdmissionTests {
    /// A server that admits nobody without a key.
    private func server(
        configure: @escaping @Sendable (inout HTTPServer.Configuration) -> Void = { _ in }
    ) -> LiveServer {
        LiveServer(configure: configure) { _, handler in
            handler.admission = { head in
                head.header("Authorization") == nil
                    ? HTTPResponse(status: 401, body: Array("who are you?".utf8)) : nil
            }
        }
    }

    private static func head(_ length: Int, _ fields: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\(fields)\r\n"
    }

    private static let key = "Authorization: key\r\n"
    private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test
    func `who has no key is refused before a body is awaited`() {
        let server = server()
        let client = RawClient(server.port)
        client.send(Self.head(500_000))
        #expect(client.answer()?.status == 401)
        #expect(client.rest() == "" && client.end == .closed)
        #expect(server.perform { _, handler in handler.notes } == ["admit /"])
    }

    @Test
    func `a short body that nobody wants is let pass, and the connection kept`() {
        let server = server()
        let client = RawClient(server.port)
        client.send(Self.head(5))
        #expect(client.answer()?.status == 401)
        client.send("hello" + Self.next)
        #expect(client.answer()?.body == "GET /next ")
    }

    @Test
    func `a chunked body that nobody wants ends the connection`() {
        let server = server()
        let client = RawClient(server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let answer = client.answer()
        #expect(answer?.status == 401 && answer?.headers["connection"] == "close")
        client.send("5\r\nhello\r\n0\r\n\r\n" + Self.next)
        #expect(client.rest() == "")
    }

    @Test
    func `a body that came along is not asked about`() {
        let server = server()
        let client = RawClient(server.port)
        client.send(Self.head(5) + "hello")
        #expect(client.answer()?.body == "POST / hello")
        #expect(server.perform { _, handler in handler.notes } == ["handle /"])
    }

    @Test
    func `leave to send is given to those who are admitted only`() {
        let server = server()
        let refused = RawClient(server.port)
        refused.send(Self.head(5, "Expect: 100-continue\r\n"))
        #expect(refused.answer()?.status == 401)
        #expect(refused.rest() == "" && refused.end == .closed)

        let admitted = RawClient(server.port)
        admitted.send(Self.next + Self.head(5, Self.key + "Expect: 100-Continue\r\n"))
        #expect(admitted.answer()?.status == 200)
        #expect(admitted.answer()?.status == 100)
        admitted.send("hello")
        #expect(admitted.answer()?.body == "POST / hello")
    }

    @Test
    func `HTTP 1.0 is never given leave, since it does not know it`() {
        let server = server()
        let client = RawClient(server.port)
        client.send(
            "POST / HTTP/1.0\r\nContent-Length: 5\r\n\(Self.key)Expect: 100-continue\r\n\r\n")
        #expect(client.answer(within: 50) == nil)
        client.send("hello")
        #expect(client.answer()?.status == 200)
    }

    @Test
    func `a body that is too large is refused before it comes`() {
        let server = server { $0.bodyBytesMax = 1_000 }
        let client = RawClient(server.port)
        client.send(Self.head(1_001, Self.key))
        #expect(client.answer()?.status == 413)
        #expect(client.rest() == "")
    }

    @Test
    func `bodies together take no more than their budget, and give it back`() {
        let server = server { $0.awaitedBytesMax = 100_000 }
        var waiting = (0..<2).map { _ in RawClient(server.port) }
        for client in waiting { client.send(Self.head(50_000, Self.key)) }
        until { server.perform { _, handler in handler.notes.count } == 2 }
        for client in waiting { client.send(String(repeating: "x", count: 49_999)) }
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 99_998 }
        let late = RawClient(server.port)
        late.send(Self.head(3, Self.key))
        #expect(late.answer()?.status == 503)

        waiting[0].send("x")
        #expect(waiting[0].answer()?.status == 200)
        waiting.removeLast()
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 0 }
        waiting[0].send(Self.head(100_000, Self.key) + String(repeating: "x", count: 100_000))
        #expect(waiting[0].answer()?.status == 200)
    }

    @Test
    func `a body takes of the budget what came of it, not what was announced`() {
        let server = server { $0.awaitedBytesMax = 100_000 }
        let silent = (0..<2).map { _ in RawClient(server.port) }
        for client in silent { client.send(Self.head(100_000, Self.key)) }
        until { server.perform { _, handler in handler.notes.count } == 2 }
        let late = RawClient(server.port)
        late.send(Self.head(60_000, Self.key))
        late.send(String(repeating: "x", count: 30_000))
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 30_000 }
        late.send(String(repeating: "x", count: 30_000))
        #expect(late.answer()?.status == 200)
        for client in silent { #expect(client.answer(within: 0) == nil && client.end == .silent) }
    }

    @Test
    func `a body that grows beyond what is left of the budget is refused`() {
        let server = server { $0.awaitedBytesMax = 100_000 }
        let clients = (0..<2).map { _ in RawClient(server.port) }
        for client in clients { client.send(Self.head(80_000, Self.key)) }
        until { server.perform { _, handler in handler.notes.count } == 2 }
        clients[0].send(String(repeating: "x", count: 70_000))
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 70_000 }
        clients[1].send(String(repeating: "x", count: 40_000))
        #expect(clients[1].answer()?.status == 503)
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 70_000 }
        clients[0].send(String(repeating: "x", count: 10_000))
        #expect(clients[0].answer()?.status == 200)
    }

    @Test
    func `chunked bodies take of the budget as they come`() {
        let server = server { $0.awaitedBytesMax = 100_000 }
        let client = RawClient(server.port)
        client.send(
            "POST / HTTP/1.1\r\nHost: a\r\n\(Self.key)Transfer-Encoding: chunked\r\n\r\n")
        let chunk = "2710\r\n" + String(repeating: "x", count: 10_000) + "\r\n"
        for _ in 0..<10 { client.send(chunk) }
        until { server.perform { server, _ in server.statistics.bodyBytesAwaited } == 100_000 }
        client.send(chunk)
        #expect(client.answer()?.status == 503)
        #expect(server.perform { server, _ in server.statistics.bodyBytesAwaited } == 0)
    }
}
