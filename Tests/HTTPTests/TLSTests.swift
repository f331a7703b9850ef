@testable import HTTP
import Testing

struct TLSTests {
    private let server = LiveServer(tls: Certificate.identity)

    private func trusting(_ configuration: inout HTTPClient.Configuration) {
        configuration.authoritiesFile = Certificate.file
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a server whose certificate is trusted is talked to, by name and by address`(
        _ host: String
    ) {
        let outcome = ask(
            "https://\(host):\(server.port)/a", .post, body: "hello", configure: trusting)
        #expect(outcome?.response?.text == "POST /a hello")
    }

    @Test
    func `a certificate that nobody vouches for is refused, with the reason`() {
        guard case .tls(let reason) = ask("https://localhost:\(server.port)/")?.failure else {
            return #expect(Bool(false))
        }
        #expect(reason.contains("self-signed") || reason.contains("self signed"))
    }

    @Test
    func `a certificate for another name is refused, with the reason`() {
        let outcome = ask("https://other.localhost:\(server.port)/", configure: trusting)
        guard case .tls(let reason) = outcome?.failure else { return #expect(Bool(false)) }
        #expect(reason.lowercased().contains("mismatch"))
    }

    @Test
    func `nothing is verified where that is not wanted`() {
        let outcome = ask("https://other.localhost:\(server.port)/") {
            $0.verifiesCertificates = false
        }
        #expect(outcome?.response?.status == 200)
    }

    @Test
    func `connections are kept and large bodies come whole, both ways`() throws {
        let server = LiveServer(
            tls: Certificate.identity, configure: { $0.bodyBytesMax = 4 << 20 })
        let url = try HTTPURL("https://localhost:\(server.port)/")
        let body = (0..<3 << 20).map { UInt8(97 + $0 % 26) }
        let request = HTTPClientRequest(url: url, body: body)
        let outcomes = exchange([request, request, request]) {
            $0.authoritiesFile = Certificate.file
            $0.responseBytesMax = 8 << 20
        }
        let expected = Array("POST / ".utf8) + body
        #expect(outcomes.allSatisfy { $0.response?.body == expected } && outcomes.count == 3)
        #expect(server.perform { server, _ in server.statistics.connectionsAccepted } == 1)
    }

    @Test
    func `half an answer and a reset are no answers through TLS either`() {
        for plan in [Plan.half(TestHandler.text("0123456789")), .reset] {
            let server = LiveServer(tls: Certificate.identity) { _, _ in plan }
            let outcome = ask("https://localhost:\(server.port)/", configure: trusting)
            #expect(outcome?.failure == .reset)
        }
    }

    @Test
    func `who does not speak TLS is sent away`() {
        let client = RawClient(server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = client.rest()
        #expect(client.end != .silent)
        #expect(server.perform { server, _ in server.statistics.requestsHandled } == 0)
    }

    @Test
    func `a handshake that does not come is not waited for longer than a head`() {
        let server = LiveServer(tls: Certificate.identity, configure: { $0.headMilliseconds = 50 })
        let client = RawClient(server.port)
        #expect(client.rest() == "" && client.end == .closed)
    }

    @Test
    func `a client that expects TLS where there is none says so`() {
        let plain = LiveServer()
        guard case .tls = ask("https://localhost:\(plain.port)/")?.failure else {
            return #expect(Bool(false))
        }
    }

    @Test
    func `certificate and key may be texts`() {
        _ = Certificate.identity
        let identity = TLSIdentity.pem(
            certificate: Certificate.folder.read("certificate.pem"),
            key: Certificate.folder.read("key.pem"))
        let server = LiveServer(tls: identity)
        let outcome = ask("https://localhost:\(server.port)/", configure: trusting)
        #expect(outcome?.response?.status == 200)
    }

    @Test
    func `a certificate that cannot be used is an error that says why`() throws {
        let loop = try Loop()
        let handler = TestHandler(loop) { _, request in .now(TestHandler.echo(request)) }
        let server = HTTPServer(loop: loop, handler: handler)
        let identities: [TLSIdentity] = [
            .files(certificate: "/nonexistent", key: "/nonexistent"),
            .files(certificate: Certificate.file, key: Certificate.file),
            .pem(certificate: "", key: ""),
        ]
        for identity in identities {
            #expect {
                try server.listen(on: .tcp("127.0.0.1", port: 0).secured(by: identity))
            } throws: { error in
                guard case .certificate(let why)? = error as? HTTPServerError else { return false }
                return !why.isEmpty
            }
        }
    }
}
