/// Bytes, read from left to right.
///
/// More than is there is never read: it counts as zeros and as empty text, and ``isDamaged`` says
/// so from then on.
///
/// It is `@safe` because it cannot be copied or kept: it is lent to a closure while the bytes stay
/// where they are.
@safe
public struct BlobReader: ~Copyable {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    @usableFromInline var index = 0
    /// Whether more was asked for than was there, or whoever reads has found what cannot be.
    public var isDamaged = false

    @usableFromInline
    init(_ bytes: UnsafeRawBufferPointer) {
        unsafe self.bytes = unsafe bytes
    }

    /// Lends a reader of bytes.
    public static func reading<Value>(
        _ bytes: [UInt8], _ read: (inout BlobReader) -> Value
    ) -> Value {
        unsafe bytes.withUnsafeBytes { bytes in
            var reader = unsafe BlobReader(bytes)
            return read(&reader)
        }
    }

    /// How many bytes are left.
    @inlinable
    public var left: Int { unsafe bytes.count - index }

    /// Reads one byte.
    @inlinable
    public mutating func byte() -> UInt8 {
        guard left > 0 else {
            isDamaged = true
            return 0
        }
        defer { index += 1 }
        return unsafe bytes.load(fromByteOffset: index, as: UInt8.self)
    }

    /// Reads so many bytes of UTF-8, not fewer than none.
    public mutating func text(_ count: Int) -> String {
        guard count <= left else {
            isDamaged = true
            return ""
        }
        let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[index..<(index + count)])
        index += count
        return unsafe String(utf8: text)
    }
}

extension String {
    /// A copy of UTF-8; what is none is replaced. Short texts, which most are, cost least this way.
    init(utf8 bytes: UnsafeRawBufferPointer) {
        unsafe self.init(unsafeUninitializedCapacity: bytes.count) { room in
            unsafe UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
            return bytes.count
        }
    }
}

extension Row {
    /// Lends the bytes of a column.
    public mutating func blob<Value>(_ read: (inout BlobReader) -> Value) -> Value {
        var reader = unsafe BlobReader(blobBytes())
        return read(&reader)
    }
}
