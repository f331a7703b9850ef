@testable import HTTP
import Testing

/// The same table as the reader's, over a socket.
struct ConversationTests {
    @Test(arguments: RequestRow.all)
    func `a server answers as the table says and runs nothing behind a refusal`(_ row: RequestRow) {
        let server = LiveServer()
        let client = RawClient(server.port)
        client.send(row.bytes)
        for outcome in row.outcomes {
            let answer = client.answer(toHead: row.asksForHead(outcome))
            #expect(answer?.status == outcome.status)
            if case .request(let method, let path, let body) = outcome, method != .head {
                #expect(answer?.body == "\(method.name) \(path) \(body)")
            }
        }
        if row.closes {
            #expect(client.rest() == "" && client.end == .closed)
        } else {
            client.send("GET /afterwards HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.body == "GET /afterwards ")
        }
        let handled = row.outcomes.count { $0.status == 200 } + (row.closes ? 0 : 1)
        #expect(server.perform { server, _ in server.statistics.requestsHandled } == handled)
    }

    @Test(arguments: RequestRow.all.filter { $0.bytes.count < 300 })
    func `a server that gets it byte by byte answers the same`(_ row: RequestRow) {
        let server = LiveServer()
        let client = RawClient(server.port)
        for byte in row.bytes { client.send([byte]) }
        for outcome in row.outcomes {
            #expect(client.answer(toHead: row.asksForHead(outcome))?.status == outcome.status)
        }
        if row.closes { #expect(client.rest() == "") }
    }

    @Test
    func `an error that ends the connection says so and reaches a client that goes on sending`() {
        let server = LiveServer()
        let client = RawClient(server.port)
        client.send("GET / HTTP/9.9\r\n")
        client.send([UInt8](repeating: 65, count: 1 << 20))
        let answer = client.answer()
        #expect(answer?.status == 505 && answer?.headers["connection"] == "close")
        #expect(client.rest() == "")
    }

    @Test
    func `HEAD gets the head of an answer and the length of its body`() {
        let server = LiveServer()
        let client = RawClient(server.port)
        client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer(toHead: true)?.headers["content-length"] == "8")
        #expect(client.answer()?.body == "GET /b ")
    }

    @Test
    func `an answer in HTTP/1.0 says that the connection is kept`() {
        let server = LiveServer()
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(client.answer()?.headers["connection"] == "keep-alive")
    }

    @Test
    func `a request that breaks off is refused when the client sends no more`() {
        let server = LiveServer()
        for text in ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"] {
            let client = RawClient(server.port)
            client.send(text)
            client.finishSending()
            #expect(client.answer()?.status == 400)
            #expect(client.rest() == "" && client.end == .closed)
        }
    }

    @Test
    func `a client that sends no more still gets its answers`() {
        let server = LiveServer { _, request in
            request.path == "/late"
                ? .after(milliseconds: 20, .now(TestHandler.echo(request)))
                : .now(TestHandler.echo(request))
        }
        let client = RawClient(server.port)
        client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        client.finishSending()
        #expect(client.answer()?.body == "GET /late ")
        #expect(client.answer()?.body == "GET /next ")
        #expect(client.rest() == "" && client.end == .closed)
    }
}

extension RequestRow.Outcome {
    var status: Int {
        switch self {
        case .request: 200
        case .refused(let status): status
        }
    }

}

extension RequestRow {
    /// Whether this is what came of HEAD, which is never answered with a body.
    func asksForHead(_ outcome: Outcome) -> Bool {
        switch outcome {
        case .request(let method, _, _): method == .head
        case .refused: bytes.span.string(0..<bytes.count).contains("HEAD /")
        }
    }
}
