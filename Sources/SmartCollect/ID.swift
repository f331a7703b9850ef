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

    /// The id that the same chance makes so many nanoseconds later, of a record of any kind.
    public func later<Other>(by nanoseconds: Int64) -> ID<Other> {
        ID<Other>(known: nanoseconds == 0 ? text : Base62.text(text, laterBy: nanoseconds))
    }

    /// The nanoseconds since 1970 that the id was made at.
    public var nanoseconds: Int64 {
        Base62.nanoseconds(of: text)
    }

    /// How long before a moment the id was made, in nanoseconds; below zero for one made after it.
    ///
    /// Ids tell times apart within 26 years and a half and then begin anew, so of all the moments
    /// that the id can mean it is the one nearest to now that counts. On a clock that stands ids
    /// run a little ahead of it, and must not seem a whole round old for that.
    ///
    /// - Parameter now: nanoseconds since 1970.
    /// - Returns: the age, which is right up to thirteen years.
    public func age(at now: Int64) -> Int64 {
        let age = (now - nanoseconds) % Base62.timesMax
        return age > Base62.timesMax / 2 ? age - Base62.timesMax : age
    }

    /// The second, since 1970, that the id was made in.
    public var second: Timestamp { nanoseconds / Timestamp.nanoseconds }
}

/// Digits, capitals, small letters, in that order.
enum Base62 {
    static let length = 14
    static let epochNanoseconds: Int64 = 1_388_534_400_000_000_000
    private static let timeLength = 10
    /// 62¹⁰: so many nanoseconds can be told apart, 26 years and a half.
    static let timesMax: Int64 = 839_299_365_868_340_224

    static func text(of nanoseconds: Int64, chance: UInt64) -> String {
        var (time, chance) = (UInt64(clamping: nanoseconds), chance)
        var digits = InlineArray<14, UInt8>(repeating: 0)
        for index in (timeLength..<length).reversed() {
            digits[index] = digit(chance % 62)
            chance /= 62
        }
        for index in (0..<timeLength).reversed() {
            digits[index] = digit(time % 62)
            time /= 62
        }
        return text(digits)
    }

    /// The text with the same chance and another time; beyond the first and the last time of all
    /// it begins anew.
    static func text(_ text: String, laterBy nanoseconds: Int64) -> String {
        let old = text.utf8.span
        var digits = InlineArray<14, UInt8>(repeating: digit(0))
        for index in 0..<min(length, old.count) { digits[index] = old[index] }
        var carry = nanoseconds
        for index in (0..<timeLength).reversed() where carry != 0 {
            let sum = Int64(value(of: digits[index]) ?? 0) + carry
            let rest = (sum % 62 + 62) % 62
            digits[index] = digit(UInt64(rest))
            carry = (sum - rest) / 62
        }
        return self.text(digits)
    }

    private static func text(_ digits: InlineArray<14, UInt8>) -> String {
        guard let utf8 = try? UTF8Span(validating: digits.span) else {
            preconditionFailure("digits and letters are valid UTF-8")
        }
        return String(copying: utf8)
    }

    static func nanoseconds(of text: String) -> Int64 {
        let digits = text.utf8.span
        var value: Int64 = 0
        for index in 0..<min(timeLength, digits.count) {
            value = value &* 62 &+ Int64(Base62.value(of: digits[index]) ?? 0)
        }
        return value &+ epochNanoseconds
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return switch value {
        case ..<10: value + UInt8(ascii: "0")
        case ..<36: value - 10 + UInt8(ascii: "A")
        default: value - 36 + UInt8(ascii: "a")
        }
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

extension Timestamp {
    /// The least text that an id made in this second can have.
    ///
    /// What is before 2014 has the least text of all; what is after 2040, when the ten characters
    /// have run out, one that is above every id.
    public var leastID: String {
        let epoch = Base62.epochNanoseconds / Timestamp.nanoseconds
        if self < epoch { return Base62.text(of: 0, chance: 0) }
        if self - epoch > Base62.timesMax / Timestamp.nanoseconds { return "~" }
        return Base62.text(of: (self - epoch) * Timestamp.nanoseconds, chance: 0)
    }
}
