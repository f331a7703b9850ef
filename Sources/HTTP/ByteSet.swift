/// A set of ASCII characters: one bit for each.
struct ByteSet {
    private let low: UInt64
    private let high: UInt64

    /// A method or a field name: `tchar` of RFC 9110, section 5.6.2.
    static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
    /// A request target: whatever is visible, since what is wrong with it shows later.
    static var visible: ByteSet { ByteSet(low: ~0x1_FFFF_FFFF, high: ~(1 << 63)) }
    /// What of a path stands for itself: not `%`, `?` and `#`.
    static var plainPath: ByteSet {
        ByteSet(low: ~0x1_FFFF_FFFF & ~0x8000_0028_0000_0000, high: ~(1 << 63))
    }
    /// The name of a host: letters, digits and `-._~`; no percent-encoding, no sub-delimiters.
    static var hostName: ByteSet {
        ByteSet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }
    /// An IP literal between its brackets: hexadecimal digits, `:` and `.`.
    static var literal: ByteSet { ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E) }

    /// Whether the byte is one of them.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 128 && ((byte < 64 ? low : high) >> UInt64(byte & 63)) & 1 == 1
    }
}

extension Span where Element == UInt8 {
    /// Where the first byte that is not in the set stands, or the end of the range.
    @inline(__always)
    func end(of set: ByteSet, in range: Range<Int>) -> Int {
        precondition(range.upperBound <= count, "a range of other bytes")
        var index = range.lowerBound
        while index < range.upperBound, unsafe set.contains(self[unchecked: index]) { index += 1 }
        return index
    }
}
