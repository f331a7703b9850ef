/// Bytes written one behind the other, in memory of their own.
///
/// It is `@safe` because the memory is private, cannot be copied, and every write makes room first.
@safe
struct ByteBuffer: ~Copyable {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    /// An empty buffer with room for so many bytes, and for at least one.
    init(reserving capacity: Int) {
        self.capacity = max(capacity, 1)
        unsafe memory = .allocate(byteCount: self.capacity, alignment: 1)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// A copy of what has been written so far.
    var bytes: [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// The byte written last; nil when there is none.
    var last: UInt8? {
        count == 0 ? nil : unsafe memory.load(fromByteOffset: count - 1, as: UInt8.self)
    }

    /// Empties the buffer and keeps its room.
    mutating func clear() {
        count = 0
    }

    /// Appends a byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        unsafe memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        makeRoom(length)
        unsafe (memory + count).copyMemory(from: text.utf8Start, byteCount: length)
        count += length
    }

    /// Appends a text as UTF-8.
    mutating func append(_ text: String) {
        let utf8 = text.utf8.span
        makeRoom(utf8.count)
        copy(utf8)
    }

    /// Appends a text in quotes where no byte of it asks for an escape.
    ///
    /// - Parameters:
    ///   - text: what to append.
    ///   - highest: the highest byte that needs no escape: 0x7F or 0xFF.
    /// - Returns: whether it was appended.
    mutating func appendQuoted(_ text: String, highest: UInt8) -> Bool {
        let utf8 = text.utf8.span
        // Room for the quotes, and for a word that is written where a short text stands.
        makeRoom(utf8.count + 10)
        guard place(utf8, at: count + 1, highest) else { return false }
        unsafe memory.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count, as: UInt8.self)
        count += utf8.count + 2
        unsafe memory.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count - 1, as: UInt8.self)
        return true
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let length = ByteBuffer.digits(of: number.magnitude)
        makeRoom(length)
        count += length
        // Two digits at a time, from the last on: it is dividing that takes time.
        var rest = number.magnitude
        var end = count
        while rest >= 10 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            rest = quotient
            end -= 2
            // The first of a pair stands in the lower byte, which is written first.
            let tens = UInt16(truncatingIfNeeded: pair) / 10
            let digits = 0x3030 | tens | (UInt16(truncatingIfNeeded: pair) - tens * 10) << 8
            unsafe memory.storeBytes(
                of: digits.littleEndian, toByteOffset: end, as: UInt16.self)
        }
        if end > count - length {
            let digit = UInt8(truncatingIfNeeded: 48 + rest)
            unsafe memory.storeBytes(of: digit, toByteOffset: end - 1, as: UInt8.self)
        }
    }

    /// How many decimal digits a number has.
    private static func digits(of number: UInt64) -> Int {
        var digits = 1
        var power: UInt64 = 10
        while number >= power {
            digits += 1
            guard digits < 20 else { break }
            power *= 10
        }
        return digits
    }

    @inline(__always)
    private mutating func copy(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe (memory + count).copyMemory(from: start, byteCount: source.count)
            count += source.count
        }
    }

    @inline(__always)
    private mutating func makeRoom(_ length: Int) {
        if capacity - count < length { grow(length) }
    }

    @inline(never)
    private mutating func grow(_ length: Int) {
        capacity = max(capacity * 2, count + length)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        unsafe larger.copyMemory(from: memory, byteCount: count)
        unsafe memory.deallocate()
        unsafe memory = larger
    }

    /// Writes bytes at a place with room for them, and for eight at least, until one is found that
    /// may not stand in a JSON text as it is.
    ///
    /// Eight are looked at and written at a time, the last eight with those before them that have
    /// been already.
    ///
    /// - Returns: whether all are written.
    @inline(__always)
    private mutating func place(_ utf8: Span<UInt8>, at start: Int, _ highest: UInt8) -> Bool {
        let last = utf8.count - 8
        guard last >= 0 else {
            return place(word: ByteBuffer.word(ofShort: utf8), at: start, highest)
        }
        var index = 0
        while index < last {
            let word = ByteBuffer.word(of: utf8, at: index)
            if !place(word: word, at: start + index, highest) { return false }
            index += 8
        }
        return place(word: ByteBuffer.word(of: utf8, at: last), at: start + last, highest)
    }

    @inline(__always)
    private mutating func place(word: UInt64, at index: Int, _ highest: UInt8) -> Bool {
        unsafe memory.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
        return !ByteBuffer.asksForEscape(word, highest)
    }

    /// Fewer than eight bytes, and behind them some that ask for no escape.
    @inline(__always)
    private static func word(ofShort utf8: Span<UInt8>) -> UInt64 {
        var word: UInt64 = 0x2020_2020_2020_2020 << (8 * UInt64(utf8.count))
        for index in 0..<utf8.count {
            word |= UInt64(unsafe utf8[unchecked: index]) << (8 * UInt64(index))
        }
        return word.littleEndian
    }

    @inline(__always)
    private static func word(of utf8: Span<UInt8>, at index: Int) -> UInt64 {
        unsafe utf8.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    }

    /// Whether one of eight bytes is a control, a quotation mark, a backslash, or too high.
    @inline(__always)
    private static func asksForEscape(_ word: UInt64, _ highest: UInt8) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let mark = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let found =
            ((word &- ones &* 0x20) & ~word) | ((mark &- ones) & ~mark)
            | ((slash &- ones) & ~slash) | (highest < 0x80 ? word : 0)
        return found & tops != 0
    }
}
