import SmartCollect

/// The key id and secret of a Basic authorization.
///
/// - Source: [D] README section 2.
struct Credentials {
    let keyID: String
    let secret: String

    /// - Throws: ``Refusal/credentialsMissing`` without a header or with an empty one,
    ///   ``Refusal/credentialsWrong`` for anything but `Basic`, a space, and base64 of a pair.
    init(header: String?) throws(Refusal) {
        guard let header, !header.isEmpty else { throw .credentialsMissing }
        guard header.hasPrefix("Basic "), let pair = Base64.decode(header.utf8.dropFirst(6)),
            let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        else { throw .credentialsWrong }
        keyID = String(decoding: pair[..<colon], as: UTF8.self)
        secret = String(decoding: pair[(colon + 1)...], as: UTF8.self)
        guard !secret.isEmpty else { throw .credentialsWrong }
    }
}

/// Base64 as HTTP's Basic scheme uses it.
enum Base64 {
    /// The bytes that the text stands for; nil unless it is base64 to the last character.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard !text.isEmpty, text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var (buffer, bits, padding) = (UInt32(0), 0, 0)
        for byte in text {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: byte) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        let isWhole = padding <= 2 && buffer & (1 << UInt32(bits) - 1) == 0
        return isWhole ? bytes : nil
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
