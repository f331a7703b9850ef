@testable import HTTP
import Testing

struct HTTPClientTests {
    @Test
    func `a request arrives as it was made`() {
        let server = LiveServer { _, request in
            let names = request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
            return .now(
                TestHandler.text(
                    "\(request.method.name) \(request.target) \(names) \(request.body.count)"))
        }
        let outcome = ask(
            "http://127.0.0.1:\(server.port)/a%20b?c=d", .post, body: "hello",
            headers: [
                ("X-One", "1"), ("Host", "other"), ("Content-Length", "99"), ("X-Two", "a\r\nb"),
            ])
        #expect(
            outcome?.response?.text
                == "POST /a%20b?c=d Host=127.0.0.1:\(server.port),X-One=1,X-Two=a  b,"
                + "Content-Length=5 5"
        )
        #expect(outcome?.response?.status == 200)
        #expect(outcome?.response?.headers.first?.name == "Content-Type")
    }

    @Test
    func `requests to the same origin share a connection`() throws {
        let server = LiveServer()
        let url = try HTTPURL("http://127.0.0.1:\(server.port)/")
        let outcomes = exchange(
            [HTTPClientRequest](repeating: HTTPClientRequest(url: url), count: 5))
        #expect(outcomes.allSatisfy { $0.response?.status == 200 } && outcomes.count == 5)
        #expect(server.perform { server, _ in server.statistics.connectionsAccepted } == 1)
    }

    @Test
    func `a kept connection that dies under a request is replaced`() throws {
        let fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        let server = ScriptedServer([[.answer(fine), .answer("")], [.answer(fine)]])
        let url = try HTTPURL("http://127.0.0.1:\(server.port)/")
        let outcomes = exchange([HTTPClientRequest(url: url), HTTPClientRequest(url: url)])
        #expect(outcomes.map { $0.response?.text } == ["ok", "ok"])
        #expect(server.accepted == 2)
    }

    @Test
    func `a new connection that dies under a request is not`() {
        let server = ScriptedServer([[.answer("")], [.answer("HTTP/1.1 200 OK\r\n\r\n")]])
        #expect(ask("http://127.0.0.1:\(server.port)/")?.failure == .reset)
    }

    @Test
    func `a server that closes its connections is asked on new ones`() throws {
        let server = LiveServer(configure: { $0.idleMilliseconds = 1 })
        let url = try HTTPURL("http://127.0.0.1:\(server.port)/")
        let outcomes = exchange(
            [HTTPClientRequest](repeating: HTTPClientRequest(url: url), count: 20))
        #expect(outcomes.allSatisfy { $0.response?.status == 200 })
    }

    struct Answer: CustomTestStringConvertible {
        let name: String
        let bytes: String
        let status: Int
        let body: String
        var testDescription: String { name }

        static let all = [
            Answer(
                name: "with a length", bytes: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                status: 200, body: "ok"),
            Answer(
                name: "in chunks",
                bytes:
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "1\r\no\r\n1;x\r\nk\r\n0\r\nA: b\r\n\r\n",
                status: 200, body: "ok"),
            Answer(
                name: "until the end", bytes: "HTTP/1.1 200 OK\r\n\r\nok", status: 200, body: "ok"),
            Answer(
                name: "of HTTP/1.0", bytes: "HTTP/1.0 404 Not Found\r\n\r\nno", status: 404,
                body: "no"),
            Answer(
                name: "in lines of LF", bytes: "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                status: 200, body: "ok"),
            Answer(name: "of a line of shell", bytes: "HTTP/1.1 200 OK\n\n", status: 200, body: ""),
            Answer(
                name: "without words", bytes: "HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n",
                status: 503, body: ""),
            Answer(
                name: "behind interim ones",
                bytes:
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                status: 200, body: "ok"),
            Answer(
                name: "without a body",
                bytes: "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", status: 204, body: ""
            ),
            Answer(
                name: "not modified",
                bytes: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", status: 304,
                body: ""),
            Answer(
                name: "a redirect",
                bytes:
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                    + "Content-Length: 0\r\n\r\n",
                status: 302, body: ""),
            Answer(
                name: "of another coding",
                bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxx", status: 200,
                body: "xx"),
            Answer(
                name: "with the same length twice",
                bytes: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
                status: 200, body: "ok"),
        ]
    }

    @Test(arguments: Answer.all)
    func `answers are read`(_ answer: Answer) {
        let server = ScriptedServer([[.answer(answer.bytes)]])
        let response = ask("http://127.0.0.1:\(server.port)/")?.response
        #expect(response?.status == answer.status && response?.text == answer.body)
        #expect(response?.isCut == false)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n", "<html>",
        "HTTP/1.1 200 OK\r\nA: " + String(repeating: "a", count: 70_000),
    ])
    func `what is not an answer is said to be none`(_ bytes: String) {
        let server = ScriptedServer([[.answer(bytes), .wait]])
        guard case .malformed = ask("http://127.0.0.1:\(server.port)/")?.failure else {
            return #expect(Bool(false))
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", "HTTP/1.1 200 OK\r\nConte", "",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
    ])
    func `an answer that breaks off is none`(_ bytes: String) {
        let server = ScriptedServer([[.answer(bytes)]])
        #expect(ask("http://127.0.0.1:\(server.port)/")?.failure == .reset)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + String(repeating: "x", count: 70_000),
        "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 70_000),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n"
            + String(repeating: "x", count: 65_536) + "\r\n1\r\nx\r\n0\r\n\r\n",
    ])
    func `more of a body than is wanted is cut off`(_ bytes: String) {
        let server = ScriptedServer([[.answer(bytes), .wait]])
        let response = ask("http://127.0.0.1:\(server.port)/")?.response
        #expect(response?.isCut == true && response?.body.count == 65_536)
    }

    @Test
    func `HEAD is answered without a body`() throws {
        let server = LiveServer()
        let url = try HTTPURL("http://127.0.0.1:\(server.port)/")
        let outcomes = exchange([
            HTTPClientRequest(method: .head, url: url), HTTPClientRequest(method: .get, url: url),
        ])
        #expect(outcomes.map { $0.response?.text } == ["", "GET / "])
    }

    @Test
    func `nobody listens there`() throws {
        var server: ScriptedServer? = ScriptedServer([])
        let port = try #require(server?.port)
        server = nil
        let address = try #require(IPAddress("127.0.0.1"))
        until { ask("http://127.0.0.1:\(port)/")?.failure == .refused(address, port: port) }
    }

    @Test
    func `the time is over before and behind the head`() {
        for (bytes, afterHead) in [
            ("", false), ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", true),
        ] {
            let server = ScriptedServer([[.answer(bytes), .wait]])
            let outcome = ask("http://127.0.0.1:\(server.port)/") { $0.totalMilliseconds = 50 }
            guard case .failure(.timedOut(afterHead), let milliseconds) = outcome else {
                return #expect(Bool(false))
            }
            #expect(milliseconds >= 50)
        }
    }

    @Test
    func `a reset is told`() {
        let server = LiveServer { _, _ in .reset }
        #expect(ask("http://127.0.0.1:\(server.port)/")?.failure == .reset)
    }

    @Test
    func `an address that is not allowed is not connected to`() throws {
        let server = LiveServer()
        let address = try #require(IPAddress("127.0.0.1"))
        let outcome = ask("http://127.0.0.1:\(server.port)/") { configuration in
            configuration.allowsAddress = { asked, port in
                !(asked == address && port == server.port)
            }
        }
        #expect(outcome?.failure == .addressRefused(address))
        #expect(server.perform { server, _ in server.statistics.connectionsAccepted } == 0)
    }

    @Test
    func `localhost needs no name server`() {
        let server = LiveServer()
        for host in ["localhost", "a.b.localhost", "LOCALHOST"] {
            #expect(ask("http://\(host):\(server.port)/")?.response?.status == 200)
        }
    }

    @Test
    func `names are looked up in the hosts file, and every address is tried`() {
        let server = LiveServer()
        let folder = TemporaryFolder()
        let hosts = folder.write(
            "hosts", "127.0.0.1 receiver.test\n127.0.0.2 several.test\n127.0.0.1 several.test\n")
        let resolver = folder.write("resolv.conf", "")
        for name in ["receiver.test", "several.test"] {
            let outcome = ask("http://\(name):\(server.port)/") {
                $0.hostsFile = hosts
                $0.resolverFile = resolver
            }
            #expect(outcome?.response?.status == 200)
        }
        let outcome = ask("http://nowhere.test:\(server.port)/") {
            $0.hostsFile = hosts
            $0.resolverFile = resolver
        }
        #expect(outcome?.failure == .unresolved(name: "nowhere.test"))
    }

    @Test
    func `what was asked for in a pass that failed is not sent`() {
        let target = LiveServer()
        let failure = Box<HTTPClientFailure>()
        let server = LiveServer { handler, request in
            guard let url = try? HTTPURL("http://127.0.0.1:\(target.port)/") else { return .reset }
            let client = HTTPClient(loop: handler.loop)
            client.send(HTTPClientRequest(url: url)) { outcome in
                handler.failure = nil
                withExtendedLifetime(client) { failure.put(outcome.failure) }
            }
            handler.failure = HTTPResponse(status: 503)
            return .now(TestHandler.echo(request))
        }
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer()?.status == 503)
        #expect(waitFor { failure.get() } == .withdrawn)
        #expect(target.perform { server, _ in server.statistics.connectionsAccepted } == 0)
    }
}
