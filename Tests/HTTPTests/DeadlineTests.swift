@testable import HTTP
import Testing

struct DeadlineTests {
    /// Deadlines that are soon over, one of them sooner than all the others.
    private func server(
        _ soon: @escaping @Sendable (inout HTTPServer.Configuration) -> Void
    ) -> LiveServer {
        LiveServer(configure: { configuration in
            configuration.discardMilliseconds = 50
            soon(&configuration)
        })
    }

    /// Sends a byte every few milliseconds until an answer comes, and returns that.
    private func drip(_ text: String, to client: RawClient) -> RawClient.Answer? {
        for byte in Array(text.utf8) {
            client.send([byte])
            if let answer = client.answer(within: 5) { return answer }
        }
        return client.answer()
    }

    @Test
    func `a head that drips in is refused at its deadline`() {
        let server = server { $0.headMilliseconds = 60 }
        let client = RawClient(server.port)
        let answer = drip("GET /" + String(repeating: "a", count: 4_000), to: client)
        #expect(answer?.status == 408 && answer?.headers["connection"] == "close")
        #expect(client.rest() == "")
    }

    @Test
    func `fields that drip in are refused at the same deadline`() {
        let server = server { $0.headMilliseconds = 60 }
        let client = RawClient(server.port)
        let fields = String(repeating: "A: b\r\n", count: 150)
        #expect(drip("GET / HTTP/1.1\r\n\(fields)", to: client)?.status == 408)
    }

    @Test
    func `a body that drips in is refused at its deadline`() {
        let server = server { $0.bodyMilliseconds = 60 }
        let client = RawClient(server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n")
        let answer = drip(String(repeating: "a", count: 4_000), to: client)
        #expect(answer?.status == 408)
        #expect(server.perform { server, _ in server.statistics.bodyBytesAwaited } == 0)
    }

    @Test
    func `chunks that drip in are refused at the same deadline`() {
        let server = server { $0.bodyMilliseconds = 60 }
        let client = RawClient(server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        #expect(drip(String(repeating: "1\r\nx\r\n", count: 900), to: client)?.status == 408)
    }

    @Test
    func `a client that says nothing is let go`() {
        let server = server { $0.idleMilliseconds = 60 }
        let client = RawClient(server.port)
        #expect(client.rest() == "" && client.end == .closed)
    }

    @Test
    func `a kept connection that brings nothing more is let go`() {
        let server = server { $0.idleMilliseconds = 60 }
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer()?.status == 200)
        #expect(client.rest() == "" && client.end == .closed)
    }

    @Test
    func `requests that keep coming keep a connection`() {
        let server = server { $0.idleMilliseconds = 2_000 }
        let client = RawClient(server.port)
        for _ in 0..<250 {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.status == 200)
            _ = client.answer(within: 10)
        }
    }

    @Test
    func `a client that does not take its answer is cut off`() {
        let server = LiveServer(
            handle: { _, _ in
                .now(HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: 16 << 20)))
            }, configure: { $0.writeMilliseconds = 60 })
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        until { server.perform { server, _ in server.statistics.connectionsAccepted } == 1 }
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 0 }
        #expect(client.rest().utf8.count < 16 << 20)
    }

    @Test
    func `what stands behind an error is discarded for a while only`() {
        let server = server { _ in }
        let client = RawClient(server.port)
        client.send("nonsense\r\n")
        #expect(client.answer()?.status == 400)
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 0 }
    }

    @Test
    func `a request that is held has no deadline but its own`() {
        let server = LiveServer(
            handle: { _, request in .after(milliseconds: 200, .now(TestHandler.echo(request))) },
            configure: {
                $0.headMilliseconds = 20
                $0.bodyMilliseconds = 20
                $0.idleMilliseconds = 20
            })
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer()?.status == 200)
    }
}
