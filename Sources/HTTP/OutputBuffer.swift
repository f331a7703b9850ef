import Glibc

/// Bytes to be sent, in memory that is used again and again.
///
/// Safe although it keeps raw memory: every write makes room first, and nothing points into it from
/// outside for longer than a call.
@safe
final class OutputBuffer {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    private let usualCapacity: Int

    /// A buffer with room for so many bytes until it grows.
    init(capacity: Int = 64 << 10) {
        usualCapacity = capacity
        self.capacity = capacity
        unsafe memory = .allocate(byteCount: capacity, alignment: 16)
    }

    /// The bytes written so far.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// A copy of some of them.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        unsafe withBytes { unsafe Array($0[range]) }
    }

    /// Begins anew; memory that had to grow far is given back.
    func clear() {
        count = 0
        if capacity > 1 << 20 { resize(to: usualCapacity) }
    }

    @inline(__always)
    func append(_ text: StaticString) {
        unsafe append(text.utf8Start, text.utf8CodeUnitCount)
    }

    func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    func append(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    /// A field and the end of its line, which it cannot leave: controls in it become spaces.
    func append(field name: String, _ value: String) {
        let start = count
        append(text: name)
        append(": ")
        append(text: value)
        blankControls(from: start)
        append("\r\n")
    }

    func append(text: String) {
        unsafe text.utf8.span.withUnsafeBytes { unsafe append($0) }
    }

    private func blankControls(from start: Int) {
        let written = unsafe UnsafeBufferPointer(
            start: memory.assumingMemoryBound(to: UInt8.self), count: count)
        var index = unsafe written.span.firstControl(in: start..<count)
        while index < count {
            unsafe memory.storeBytes(of: 32, toByteOffset: index, as: UInt8.self)
            index = unsafe written.span.firstControl(in: index..<count)
        }
    }

    func append(decimal number: Int) {
        var rest = number
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        makeRoom(digits)
        count += digits
        rest = number
        for place in 1...digits {
            let digit = UInt8(48 + rest % 10)
            unsafe memory.storeBytes(of: digit, toByteOffset: count - place, as: UInt8.self)
            rest /= 10
        }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        unsafe append(start, bytes.count)
    }

    @inline(__always)
    private func append(_ start: UnsafeRawPointer, _ length: Int) {
        makeRoom(length)
        unsafe memcpy(memory + count, start, length)
        count += length
    }

    @inline(__always)
    private func makeRoom(_ length: Int) {
        if count + length > capacity { resize(to: max(capacity * 2, count + length)) }
    }

    private func resize(to capacity: Int) {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        unsafe memcpy(larger, memory, count)
        unsafe memory.deallocate()
        unsafe memory = larger
        self.capacity = capacity
    }

    deinit {
        unsafe memory.deallocate()
    }
}
