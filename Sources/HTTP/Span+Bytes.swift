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

    /// Where the first control character other than a tab stands, or the end of the range.
    ///
    /// Looks at eight bytes at a time, of which hardly any has one.
    func firstControl(in range: Range<Int>) -> Int {
        precondition(range.upperBound <= count, "a range of other bytes")
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            let plain = plainBytes(at: index)
            index += plain
            if plain < 8 {
                guard unsafe self[unchecked: index] == 9 else { return index }
                index += 1
            }
        }
        while index < range.upperBound, unsafe self[unchecked: index].isFieldContent { index += 1 }
        return index
    }

    /// How many of the eight bytes from here on stand before the first below 32 or of 127.
    @inline(__always)
    private func plainBytes(at index: Int) -> Int {
        let word = unsafe bytes.unsafeLoadUnaligned(
            fromUncheckedByteOffset: index, as: UInt64.self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let low = (word &- ones &* 32) & ~word
        let deleted = word ^ (ones &* 127)
        // The lowest bit found is exact; only those above it may be wrong.
        return ((low | ((deleted &- ones) & ~deleted)) & tops).trailingZeroBitCount / 8
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
        guard range.count == text.utf8CodeUnitCount, range.upperBound <= count else { return false }
        return unsafe withUnsafeBufferPointer { all in
            guard let start = all.baseAddress else { return false }
            return unsafe memcmp(start + range.lowerBound, text.utf8Start, range.count) == 0
        }
    }

    /// Whether the others, from one of their places on, stand at this place.
    func continues(with other: [UInt8], at start: Int) -> Bool {
        guard start >= 0, count - start >= other.count else { return false }
        return unsafe withUnsafeBufferPointer { all in
            unsafe other.withUnsafeBufferPointer { part in
                guard let mine = all.baseAddress, let its = part.baseAddress else { return false }
                return unsafe memcmp(mine + start, its, other.count) == 0
            }
        }
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

    /// A character that may stand in a field value: no control but the tab.
    @inline(__always)
    var isFieldContent: Bool {
        (self >= 32 && self != 127) || self == 9
    }
}
