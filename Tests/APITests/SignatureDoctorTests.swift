import Crypto
import Testing
import Wire

@testable import API

struct SignatureDoctorTests {
    private static let body = Array(
        #"{"event":"ping","payload":{"payment":{"entity":{"b":"\u0928/","a":1}}}}"#.utf8)
    private static let doctor = SignatureDoctor(
        secrets: SignatureDoctor.Secrets(
            current: ["orchid-secret", "second-secret"], former: ["first-secret"],
            apiKey: "key-secret"), originals: [])

    private static func sign(_ body: [UInt8], _ secret: String) -> String {
        HMAC.sha256Hexadecimal(of: body, key: Array(secret.utf8))
    }

    /// - Source: webhooks.md section 3, the small vector.
    @Test func `the contract's vector is right`() {
        let body = Array(#"{"entity":"event","event":"ping"}"#.utf8)
        let signature = "22ef29a351485833028972aa147d641d293b51575319fd00f6dac7839392165e"
        #expect(Self.doctor.examine(body, signature).result == .ok)
    }

    @Test(
        arguments: [
            ("orchid-secret", .ok), ("second-secret", .ok), ("first-secret", .oldSecret),
            ("key-secret", .signedWithAPIKeySecret), ("whose-secret", .unknown),
        ] as [(String, SignatureResult)])
    func `a secret is told by what it signs`(
        _ secret: String, _ result: SignatureResult
    ) {
        let signature = Self.sign(Self.body, secret)
        #expect(Self.doctor.examine(Self.body, signature).result == result)
    }

    @Test(arguments: JSONStyle.common)
    func `a body written again is recognised, whatever the style`(_ style: JSONStyle) throws {
        let value = try JSONReader.read(Self.body)
        let written = style.bytes(of: value)
        guard written != Self.body else { return }
        let signature = Self.sign(written, "orchid-secret")
        #expect(Self.doctor.examine(Self.body, signature).result == .bodyReserialised)
        let key = Self.sign(written, "key-secret")
        #expect(Self.doctor.examine(Self.body, key).result == .signedWithAPIKeySecret)
    }

    @Test func `what was sent is recognised behind what was made of it`() {
        let doctor = SignatureDoctor(secrets: Self.doctor.secrets, originals: [Self.body])
        let signature = Self.sign(Self.body, "orchid-secret")
        let other = Array(#"{"payload":{},"event":"ping"}"#.utf8)
        #expect(doctor.examine(other, signature).result == .bodyReserialised)
        #expect(Self.doctor.examine(other, signature).result == .unknown)
    }

    @Test(arguments: ["payload", "payment", "entity"])
    func `a part of the body is recognised`(_ part: String) throws {
        let payload = try #require(try JSONReader.read(Self.body)["payload"])
        let parts = [
            "payload": payload, "payment": payload["payment"],
            "entity": payload["payment"]?["entity"],
        ]
        let value = try #require(parts[part] ?? nil)
        for secret in ["orchid-secret", "key-secret"] {
            let signature = Self.sign(value.bytes, secret)
            #expect(Self.doctor.examine(Self.body, signature).result == .payloadOnly)
        }
    }

    @Test func `a digest in capitals is named`() {
        let signature = Self.sign(Self.body, "orchid-secret").uppercased()
        let finding = Self.doctor.examine(Self.body, signature)
        #expect(finding.result == .unknown)
        #expect(finding.advice.contains("lower-case"))
    }

    @Test(
        arguments: [
            ("key-secret", .signedWithAPIKeySecret), ("first-secret", .oldSecret),
            ("orchid-secret", .ok), ("whose-secret", .unknown),
        ] as [(String, SignatureResult)])
    func `who verifies with the wrong secret hears which one it is`(
        _ given: String, _ result: SignatureResult
    ) {
        var secrets = Self.doctor.secrets
        secrets.given = given
        let doctor = SignatureDoctor(secrets: secrets, originals: [])
        let signature = Self.sign(Self.body, "orchid-secret")
        #expect(doctor.examine(Self.body, signature).result == result)
    }
}
