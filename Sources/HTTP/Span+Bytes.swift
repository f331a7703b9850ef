import Glibc

/// Reading bytes where they lie.
extension Span where Element == UInt8 {
    /// The index of the first such byte in the range, nil when there is none.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        unsafe withUnsafeBufferPointer { all in
            let part = unsafe UnsafeBufferPointer(rebasing: all[range])
            guard let start = part.baseAddress,
                let found = unsafe memchr(start, Int32(byte), part.count)
            else { return nil }
            return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
        }
    }

    /// A copy of the range.
    func array(_ range: Range<Int>) -> [UInt8] {
        unsafe withUnsafeBufferPointer { unsafe Array($0[range]) }
    }

    /// The range as text. Bytes that are not UTF-8 become U+FFFD.
    func string(_ range: Range<Int>) -> String {
        unsafe withUnsafeBufferPointer { all in
            unsafe String(decoding: UnsafeBufferPointer(rebasing: all[range]), as: UTF8.self)
        }
    }

    /// Whether both are the same, capital letters of ASCII aside.
    func equalsIgnoringCase(_ other: Span<UInt8>) -> Bool {
        count == other.count && equalsIgnoringCase(other, at: 0)
    }

    /// Whether the other stands at this place, capital letters of ASCII aside. It must fit in.
    func equalsIgnoringCase(_ other: Span<UInt8>, at start: Int) -> Bool {
        for index in other.indices
        where self[start + index].asLowercase != other[index].asLowercase {
            return false
        }
        return true
    }

    /// Whether the range holds this text, capital letters of ASCII aside.
    func equalsIgnoringCase(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count {
            let expected = unsafe text.utf8Start[index]
            if self[range.lowerBound + index].asLowercase != expected { return false }
        }
        return true
    }

    /// Whether the range holds exactly this text.
    func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count {
            let expected = unsafe text.utf8Start[index]
            if self[range.lowerBound + index] != expected { return false }
        }
        return true
    }

    /// The range without spaces and tabs at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}

extension [UInt8] {
    /// Adds a copy of a range of those bytes.
    mutating func append(copying bytes: Span<UInt8>, in range: Range<Int>) {
        unsafe bytes.withUnsafeBufferPointer { all in
            unsafe append(contentsOf: UnsafeBufferPointer(rebasing: all[range]))
        }
    }
}

/// The classes of characters of RFC 9110, section 5.6.
extension UInt8 {
    static let carriageReturn: UInt8 = 13
    static let lineFeed: UInt8 = 10

    /// A capital letter of ASCII as a small one, anything else as it is.
    @inline(__always)
    var asLowercase: UInt8 {
        self &- 65 < 26 ? self | 32 : self
    }

    /// A space or a tab.
    @inline(__always)
    var isBlank: Bool {
        self == 32 || self == 9
    }

    /// A digit, by its value.
    @inline(__always)
    var digit: Int? {
        self &- 48 < 10 ? Int(self &- 48) : nil
    }

    /// A hexadecimal digit, by its value.
    @inline(__always)
    var hexDigit: Int? {
        if let digit { return digit }
        let letter = asLowercase &- 97
        return letter < 6 ? Int(letter) + 10 : nil
    }

    /// A character that may stand in a method or a field name: one bit for each of ASCII.
    @inline(__always)
    var isToken: Bool {
        let low: UInt64 = 0x03FF_6CFA_0000_0000
        let high: UInt64 = 0x57FF_FFFF_C7FF_FFFE
        guard self < 128 else { return false }
        return ((self < 64 ? low : high) >> UInt64(self & 63)) & 1 == 1
    }

    /// A character that may stand in a field value: no control but the tab.
    @inline(__always)
    var isFieldContent: Bool {
        (self >= 32 && self != 127) || self == 9
    }
}
