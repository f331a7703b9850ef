@testable import HTTP
import Testing

struct CommitTests {
    private static func get(_ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    /// A server whose pass fails when it was asked for `/fail`, and which streams and holds.
    private let server = LiveServer { handler, request in
        if request.path.hasPrefix("/fail") {
            handler.failure = HTTPResponse(status: 503, body: Array("not kept".utf8))
        }
        return switch request.path {
        case "/hold": .hold(Ticket(1), milliseconds: 60_000)
        case "/stream": .stream(Ticket(2), TestHandler.text("begun"))
        case "/fail/stream": .stream(Ticket(3), TestHandler.text("never"))
        case "/fail/half": .half(TestHandler.text("0123456789"))
        case "/fail/reset": .reset
        default: .now(TestHandler.echo(request))
        }
    } configure: { _ in
    } prepare: { _, handler in
        handler.loop.onEndOfPass { handler.failure = nil }
    }

    @Test
    func `every answer of a pass that fails tells of the failure`() {
        let client = RawClient(server.port)
        client.send(Self.get("/1") + Self.get("/fail") + Self.get("/2"))
        for _ in 0..<3 {
            let answer = client.answer()
            #expect(answer?.status == 503 && answer?.body == "not kept")
        }
        client.send(Self.get("/3"))
        #expect(client.answer()?.body == "GET /3 ")
    }

    @Test
    func `a failed answer to HEAD has no body, and one that closes closes`() {
        let client = RawClient(server.port)
        client.send("HEAD /fail HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let answer = client.answer(toHead: true)
        #expect(answer?.status == 503 && answer?.headers["connection"] == "close")
        #expect(client.rest() == "" && client.end == .closed)
    }

    @Test
    func `held requests stay held, and their answers fail with the pass`() {
        let held = RawClient(server.port)
        held.send(Self.get("/hold"))
        until { server.perform { server, _ in server.statistics.ticketsOpen } == 1 }
        let other = RawClient(server.port)
        other.send(Self.get("/fail"))
        #expect(other.answer()?.status == 503)
        server.perform { server, handler in
            handler.failure = HTTPResponse(status: 503)
            server.answer(Ticket(1), with: TestHandler.text("never"))
        }
        #expect(held.answer()?.status == 503)
    }

    @Test
    func `a stream that began in a pass that fails never began`() {
        let client = RawClient(server.port)
        client.send(Self.get("/fail/stream"))
        #expect(client.answer()?.status == 503)
        until { server.perform { _, handler in handler.notes.contains("gone 3") } }
        client.send(Self.get("/next"))
        #expect(client.answer()?.body == "GET /next ")
    }

    @Test
    func `what a stream would have told in a pass that fails is not told`() {
        let client = RawClient(server.port)
        client.send(Self.get("/stream"))
        _ = client.text(until: "begun")
        server.perform { server, handler in
            handler.failure = HTTPResponse(status: 503)
            server.send(Array("never".utf8), to: Ticket(2))
        }
        server.perform { server, handler in
            server.send(Array("again".utf8), to: Ticket(2))
            server.finish(Ticket(2))
        }
        let text = client.text(until: "0\r\n\r\n")
        #expect(text.hasSuffix("5\r\nbegun\r\n5\r\nagain\r\n0\r\n\r\n"))
    }

    @Test
    func `a client that leaves a stream which a failed pass kept quiet is noticed`() {
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get("/stream"))
        _ = client?.text(until: "begun")
        server.perform { server, handler in
            handler.failure = HTTPResponse(status: 503)
            server.send(Array("never".utf8), to: Ticket(2))
        }
        client = nil
        until { server.perform { _, handler in handler.notes.contains("gone 2") } }
    }

    @Test
    func `half an answer that fails fails whole, and a reset stays one`() {
        let half = RawClient(server.port)
        half.send(Self.get("/fail/half"))
        #expect(half.answer()?.body == "not kept")
        let reset = RawClient(server.port)
        reset.send(Self.get("/fail/reset"))
        #expect(reset.rest() == "" && reset.end == .reset)
    }
}
