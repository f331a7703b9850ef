import HTTP
import Testing

@testable import Webhooks

struct DiagnosisTests {
    @Test(arguments: 200...299)
    func `every 2xx is a success`(_ status: Int) {
        #expect(Diagnosis.of(status: status) == nil)
    }

    @Test(arguments: [304, 400, 401, 403, 404, 405, 413, 418, 419, 422, 429, 500, 502, 599])
    func `every other status is named`(_ status: Int) throws {
        #expect(try #require(Diagnosis.of(status: status)).contains("\(status)"))
    }

    @Test func `a refused connection hints at containers only on loopback`() throws {
        let refused = { (text: String) in
            Diagnosis.of(.refused(try #require(IPAddress(text)), port: 3000))
        }
        #expect(try refused("127.0.0.1").contains("host.docker.internal"))
        #expect(try refused("::1").contains("host.docker.internal"))
        #expect(try !refused("192.168.0.7").contains("host.docker.internal"))
    }

    @Test func `what was withdrawn was not sent, and nothing has stopped`() {
        let words = Diagnosis.of(.withdrawn)
        #expect(words.contains("Nothing was sent") && words.contains("could not be stored"))
    }

    @Test(arguments: [
        ("self-signed certificate", "not trusted"),
        ("unable to get local issuer certificate", "not trusted"),
        ("certificate has expired", "not trusted"),
        ("hostname mismatch", "another name"),
        ("IP address mismatch", "another name"),
        ("wrong version number", "does not speak TLS"),
        ("something else", "something else"),
    ])
    func `a failure of TLS is told by its cause`(_ message: String, _ words: String) {
        #expect(Diagnosis.of(.tls(message)).contains(words))
    }
}
