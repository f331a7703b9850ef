import Crypto
import Testing

/// The examples published with FIPS 180.
struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            """
            abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
            hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu
            """,
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `public vectors`(_ message: String, _ digest: String) {
        #expect(SHA256.hexadecimalDigest(of: Array(message.utf8)) == digest)
    }

    @Test func `a million letters`() {
        #expect(
            SHA256.hexadecimalDigest(of: [UInt8](repeating: 0x61, count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `the bytes are those of the digits`() {
        let bytes = SHA256.digest(of: [])
        #expect(bytes.count == SHA256.byteCount)
        #expect(bytes.prefix(4) == [0xe3, 0xb0, 0xc4, 0x42])
    }
}
