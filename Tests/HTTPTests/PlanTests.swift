@testable import HTTP
import Testing

struct PlanTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A server that follows a plan for `/` and answers anything else.
    private func server(
        configure: @escaping @Sendable (inout HTTPServer.Configuration) -> Void = { _ in },
        _ plan: @escaping @Sendable (HTTPRequest) -> Plan
    ) -> LiveServer {
        LiveServer(
            handle: { _, request in
                request.path == "/" ? plan(request) : .now(TestHandler.echo(request))
            }, configure: configure)
    }

    @Test
    func `an answer for later comes later, and the next request waits for it`() {
        let server = server {
            .after(milliseconds: 30, .after(milliseconds: 30, .now(TestHandler.echo($0))))
        }
        let client = RawClient(server.port)
        let clock = ContinuousClock()
        let took = clock.measure {
            client.send(Self.get + Self.next)
            #expect(client.answer()?.body == "GET / ")
        }
        #expect(took >= .milliseconds(60))
        #expect(client.answer()?.body == "GET /next ")
    }

    @Test
    func `a held request is answered when its ticket is`() {
        let server = server { _ in .hold(Ticket(7), milliseconds: 60_000) }
        let client = RawClient(server.port)
        client.send(Self.get + Self.next)
        until { server.perform { server, _ in server.statistics.ticketsOpen } == 1 }
        server.perform { server, _ in server.answer(Ticket(7), with: TestHandler.text("at last")) }
        #expect(client.answer()?.body == "at last")
        #expect(client.answer()?.body == "GET /next ")
        #expect(server.perform { server, _ in server.statistics.ticketsOpen } == 0)
    }

    @Test
    func `a ticket can be answered in the pass that made it`() {
        let server = LiveServer { handler, request in
            if request.path == "/hold" { return .hold(Ticket(1), milliseconds: 60_000) }
            handler.server?.answer(Ticket(1), with: TestHandler.text("by another"))
            return .now(TestHandler.echo(request))
        }
        let held = RawClient(server.port)
        held.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        until { server.perform { server, _ in server.statistics.ticketsOpen } == 1 }
        let other = RawClient(server.port)
        other.send(Self.get)
        #expect(other.answer()?.status == 200)
        #expect(held.answer()?.body == "by another")
    }

    @Test
    func `a held request whose time is over gets the handler's answer`() {
        let server = server { _ in .hold(Ticket(7), milliseconds: 20) }
        let client = RawClient(server.port)
        client.send(Self.get + Self.next)
        #expect(client.answer()?.body == "expired")
        #expect(client.answer()?.body == "GET /next ")
        server.perform { server, _ in server.answer(Ticket(7), with: TestHandler.text("too late")) }
        client.send(Self.next)
        #expect(client.answer()?.body == "GET /next ")
    }

    @Test
    func `the handler hears of a client that leaves while it is held`() {
        let server = server { _ in .hold(Ticket(7), milliseconds: 60_000) }
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get)
        until { server.perform { server, _ in server.statistics.ticketsOpen } == 1 }
        client = nil
        until { server.perform { _, handler in handler.notes.contains("gone 7") } }
        server.perform { server, _ in server.answer(Ticket(7), with: TestHandler.text("nobody")) }
        #expect(server.perform { server, _ in server.statistics.connectionsOpen } == 0)
    }

    @Test(arguments: [0, 100_000])
    func `a client that leaves while it is held is noticed behind whatever it sent`(_ more: Int) {
        let server = server { _ in .hold(Ticket(7), milliseconds: 600_000) }
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get + String(repeating: "x", count: more))
        client = nil
        until { server.perform { _, handler in handler.notes.contains("gone 7") } }
        #expect(server.perform { server, _ in server.statistics.connectionsOpen } == 0)
    }

    @Test(arguments: [0, 100_000])
    func `a client that leaves long before its answer is due is let go`(_ more: Int) {
        let server = server { .after(milliseconds: 600_000, .now(TestHandler.echo($0))) }
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get + String(repeating: "x", count: more))
        client = nil
        until { server.perform { server, _ in server.statistics.connectionsAccepted } == 1 }
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 0 }
        #expect(server.perform { _, handler in handler.notes } == ["handle /"])
    }

    @Test
    func `a client that sends no more is not held after a delay`() {
        let server = server { _ in
            .after(milliseconds: 20, .hold(Ticket(7), milliseconds: 600_000))
        }
        let client = RawClient(server.port)
        client.send(Self.get)
        client.finishSending()
        #expect(client.rest() == "" && client.end == .closed)
        until { server.perform { _, handler in handler.notes.contains("gone 7") } }
    }

    @Test
    func `requests far behind one that is soon answered are answered`() {
        let server = server { .after(milliseconds: 20, .now(TestHandler.echo($0))) }
        let client = RawClient(server.port)
        client.send(Self.get + String(repeating: Self.next, count: 2_000))
        #expect(client.answer()?.body == "GET / ")
        for _ in 0..<2_000 { #expect(client.answer()?.body == "GET /next ") }
    }

    @Test
    func `a stream begins at once and goes on until it is finished`() {
        let server = server { _ in .stream(Ticket(1), TestHandler.text("one")) }
        let client = RawClient(server.port)
        client.send(Self.get)
        let begin = client.text(until: "3\r\none\r\n")
        #expect(begin.contains("Transfer-Encoding: chunked\r\n"))
        #expect(!begin.contains("Content-Length"))
        server.perform { server, _ in
            server.send(Array("two".utf8), to: Ticket(1))
            server.send([], to: Ticket(1))
            server.send(Array("0123456789abcdefg".utf8), to: Ticket(1))
            server.finish(Ticket(1))
            server.send(Array("never".utf8), to: Ticket(1))
        }
        let all = client.text(until: "0\r\n\r\n")
        #expect(all.hasSuffix("3\r\none\r\n3\r\ntwo\r\n11\r\n0123456789abcdefg\r\n0\r\n\r\n"))
    }

    @Test
    func `a stream to HTTP 1.0 has no chunks and ends with the connection`() {
        let server = server { _ in .stream(Ticket(1), TestHandler.text("one")) }
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        _ = client.text(until: "one")
        server.perform { server, _ in
            server.send(Array(" two".utf8), to: Ticket(1))
            server.finish(Ticket(1))
        }
        #expect(client.rest().hasSuffix("\r\n\r\none two"))
        #expect(client.end == .closed)
    }

    /// Two streams, tickets 1 and 2, whose clients have had the first piece.
    private func streams(
        to first: String, _ second: String
    ) -> (server: LiveServer, clients: [RawClient]) {
        let server = server { request in
            .stream(Ticket(request.query == "1" ? 1 : 2), TestHandler.text("one"))
        }
        let clients = [first, second].enumerated().map { index, rest in
            let client = RawClient(server.port)
            client.send("GET /?\(index + 1) \(rest)\r\n\r\n")
            _ = client.text(until: "one")
            return client
        }
        return (server, clients)
    }

    @Test
    func `what is sent to several streams comes to each in its own framing`() {
        let (server, clients) = streams(to: "HTTP/1.1\r\nHost: a", "HTTP/1.0\r\nHost: a")
        let other = RawClient(server.port)
        server.perform { server, _ in
            server.send(Array("nobody".utf8), to: [Ticket(3)])
            server.send(Array(" two".utf8), to: [Ticket(1), Ticket(2), Ticket(3)])
            server.send(Array(" three".utf8), to: [Ticket(2), Ticket(1)])
            server.finish(Ticket(1))
        }
        server.perform { server, _ in server.finish(Ticket(2)) }
        other.send(Self.next)
        #expect(other.answer()?.body == "GET /next ")
        let chunks = "3\r\none\r\n4\r\n two\r\n6\r\n three\r\n0\r\n\r\n"
        #expect(clients[0].text(until: "0\r\n\r\n").hasSuffix("\r\n\r\n" + chunks))
        #expect(clients[1].rest().hasSuffix("\r\n\r\none two three"))
    }

    @Test
    func `a stream that ends its connection ends whole, whatever else leaves in the pass`() {
        let (server, clients) = streams(
            to: "HTTP/1.1\r\nHost: a\r\nConnection: close", "HTTP/1.1\r\nHost: a")
        server.perform { server, _ in
            server.send(Array(" two".utf8), to: [Ticket(1), Ticket(2)])
            server.finish(Ticket(1))
        }
        #expect(clients[0].rest().hasSuffix("\r\n\r\n3\r\none\r\n4\r\n two\r\n0\r\n\r\n"))
        #expect(clients[1].text(until: " two").contains(" two"))
    }

    @Test
    func `HEAD gets the head of a stream, whose client is then gone`() {
        let server = server { _ in .stream(Ticket(1), TestHandler.text("one")) }
        let client = RawClient(server.port)
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Self.next)
        #expect(client.answer(toHead: true)?.status == 200)
        #expect(client.answer()?.body == "GET /next ")
        until { server.perform { _, handler in handler.notes.contains("gone 1") } }
    }

    @Test
    func `the handler hears of a client that leaves a stream`() {
        let server = server { _ in .stream(Ticket(3), TestHandler.text("one")) }
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get)
        _ = client?.text(until: "one")
        client = nil
        until { server.perform { _, handler in handler.notes.contains("gone 3") } }
    }

    @Test
    func `a client that does not read its stream is cut off`() {
        let server = server { _ in .stream(Ticket(3), TestHandler.text("one")) }
        let client = RawClient(server.port, receiveBufferBytes: 4096)
        client.send(Self.get)
        _ = client.text(until: "one")
        until {
            server.perform { server, handler in
                server.send([UInt8](repeating: 65, count: 256 << 10), to: Ticket(3))
                return handler.notes.contains("gone 3")
            }
        }
        #expect(server.perform { server, _ in server.statistics.connectionsOpen } == 0)
    }

    @Test
    func `half an answer promises the whole and breaks off in the middle`() {
        let server = server { _ in .half(TestHandler.text("0123456789")) }
        let client = RawClient(server.port)
        client.send(Self.get)
        let text = client.rest()
        #expect(text.contains("Content-Length: 10\r\n") && text.hasSuffix("\r\n\r\n01234"))
        #expect(client.end == .closed)
    }

    @Test
    func `a reset is one, and nothing comes before it`() {
        let server = server { _ in .reset }
        let client = RawClient(server.port)
        client.send(Self.get)
        #expect(client.rest() == "" && client.end == .reset)
    }

    @Test
    func `silence lasts until its end and answers nothing`() {
        let server = server(configure: { $0.silenceMilliseconds = 50 }) { _ in .silence }
        let client = RawClient(server.port)
        client.send(Self.get + Self.next)
        #expect(client.rest() == "" && client.end == .closed)
    }

    @Test
    func `silence ends when the client leaves`() {
        let server = server { _ in .silence }
        var client: RawClient? = RawClient(server.port)
        client?.send(Self.get)
        until { server.perform { _, handler in handler.notes.contains("handle /") } }
        client = nil
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 0 }
    }

    @Test
    func `hundreds of requests in one piece are answered in order`() {
        let server = LiveServer()
        let client = RawClient(server.port)
        client.send((0..<500).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for number in 0..<500 { #expect(client.answer()?.body == "GET /\(number) ") }
    }

    @Test
    func `large answers are made in a pass of their own each, and small ones together`() {
        let server = LiveServer { handler, request in
            handler.notes.append("pass \(handler.loop.passCount)")
            let count = request.path == "/large" ? 1 << 20 : 1 << 10
            return .now(TestHandler.text(String(repeating: "x", count: count)))
        }
        for (path, passes) in [("/large", 8), ("/small", 1)] {
            server.perform { _, handler in handler.notes = [] }
            let client = RawClient(server.port)
            client.send(String(repeating: "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n", count: 8))
            for _ in 0..<8 { #expect(client.answer()?.status == 200) }
            let notes = server.perform { _, handler in handler.notes }
            #expect(Set(notes.filter { $0.hasPrefix("pass") }).count == passes)
        }
    }

    @Test
    func `requests that come faster than they are handled wait outside`() {
        let most = Box<Int>()
        let server = LiveServer(prepare: { server, handler in
            handler.loop.onEndOfPass {
                let waiting = server.connections.values.map(\.input.count).max() ?? 0
                most.put(max(waiting, most.get() ?? 0))
            }
        })
        let client = RawClient(server.port)
        let field = "A: " + String(repeating: "a", count: 1_000)
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n"
        client.send(String(repeating: request, count: 500))
        for _ in 0..<500 { #expect(client.answer()?.status == 200) }
        #expect(most.get() ?? .max <= 100_000)
    }

    @Test
    func `large answers to a client that reads late come whole and in order`() {
        let server = LiveServer { _, request in
            .now(TestHandler.text(request.path + String(repeating: "x", count: 1 << 20)))
        }
        let client = RawClient(server.port)
        client.send((0..<8).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for number in 0..<8 {
            let body = client.answer()?.body
            #expect(body?.utf8.count == (1 << 20) + 2 && body?.hasPrefix("/\(number)x") == true)
        }
    }
}
