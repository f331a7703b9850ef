/// The name of one record: 14 characters of base62, typed by what it names.
///
/// The first ten characters are the nanoseconds since 2014-01-01T00:00:00Z, the last four are
/// chance. Sorting ids as bytes therefore sorts by creation. The prefix (`va_`, `pay_`) belongs to
/// the wire and is not part of the value.
///
/// - Source: [O] README section 6.
public struct ID<Entity>: Hashable, Sendable {
    /// The 14 characters.
    public let text: String

    /// Takes the text as an id when it is one.
    public init?(_ text: String) {
        let utf8 = text.utf8.span
        guard utf8.count == Base62.length else { return nil }
        for index in utf8.indices where !utf8[index].isAlphanumeric { return nil }
        self.text = text
    }

    /// Takes text that is known to be an id: one read back from where ids are kept.
    public init(known text: String) {
        self.text = text
    }

    /// Makes the id of a record created at a moment.
    ///
    /// - Parameters:
    ///   - nanoseconds: nanoseconds since 1970; never twice the same for one merchant.
    ///   - chance: any number; 62⁴ values of it are used.
    public init(nanoseconds: Int64, chance: UInt64) {
        text = Base62.text(of: nanoseconds - Base62.epochNanoseconds, chance: chance)
    }

    /// The nanoseconds since 1970 that the id was made at.
    public var nanoseconds: Int64 {
        Base62.nanoseconds(of: text)
    }
}

/// Digits, capitals, small letters, in that order.
enum Base62 {
    static let length = 14
    static let epochNanoseconds: Int64 = 1_388_534_400_000_000_000
    private static let timeLength = 10
    private static let alphabet = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func text(of nanoseconds: Int64, chance: UInt64) -> String {
        var bytes: (UInt64, UInt64) = (UInt64(clamping: nanoseconds), chance)
        var digits = [UInt8](repeating: 0, count: length)
        for index in (timeLength..<length).reversed() {
            digits[index] = alphabet[Int(bytes.1 % 62)]
            bytes.1 /= 62
        }
        for index in (0..<timeLength).reversed() {
            digits[index] = alphabet[Int(bytes.0 % 62)]
            bytes.0 /= 62
        }
        return String(decoding: digits, as: UTF8.self)
    }

    static func nanoseconds(of text: String) -> Int64 {
        var value: Int64 = 0
        for byte in text.utf8.prefix(timeLength) {
            value = value &* 62 &+ Int64(Base62.value(of: byte) ?? 0)
        }
        return value &+ epochNanoseconds
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 36
        default: nil
        }
    }
}
