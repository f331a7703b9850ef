import Crypto
import Testing

struct CertificateTests {
    @Test func `an authority issues certificates, each with a key of its own`() throws {
        let authority = try Certificate.authority(named: "Orchid")
        let one = try authority.issue(to: ["localhost", "127.0.0.1", "::1"])
        let other = try authority.issue(to: ["localhost"])
        for made in [authority, one, other] {
            #expect(made.certificate.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
            #expect(made.key.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        }
        #expect(Set([authority.key, one.key, other.key]).count == 3)
    }

    @Test func `a kept authority issues what the first could`() throws {
        let made = try Certificate.authority(named: "Orchid")
        let kept = Certificate(certificate: made.certificate, key: made.key)
        #expect(throws: Never.self) { try kept.issue(to: ["localhost"]) }
    }

    @Test(arguments: [
        ("", ""), ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""),
    ])
    func `what is no certificate issues nothing`(_ certificate: String, _ key: String) {
        #expect(throws: CertificateError.self) {
            try Certificate(certificate: certificate, key: key).issue(to: ["localhost"])
        }
    }

    @Test func `another's key issues nothing`() throws {
        let one = try Certificate.authority(named: "Orchid")
        let other = try Certificate.authority(named: "Willow")
        #expect(throws: CertificateError.self) {
            try Certificate(certificate: one.certificate, key: other.key).issue(to: ["localhost"])
        }
    }

    @Test func `a name that is none is refused`() throws {
        let authority = try Certificate.authority(named: "Orchid")
        #expect(throws: CertificateError.self) { try authority.issue(to: ["1.2.3.4.5"]) }
    }
}
