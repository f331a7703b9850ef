/// Bytes written one behind the other, to be bound to a statement.
///
/// They lie where the statement will read them, unless they are too many for that.
///
/// It is `@safe` because it cannot be copied or kept: it is lent to a closure while nobody else
/// uses the memory, and every write makes room first.
@safe
public struct BlobWriter: ~Copyable {
    @usableFromInline private(set) var memory: UnsafeMutableRawPointer
    @usableFromInline private(set) var capacity: Int
    @usableFromInline var count = 0
    fileprivate private(set) var isElsewhere = false

    fileprivate init(_ room: UnsafeMutableRawBufferPointer) {
        unsafe memory = room.baseAddress ?? .allocate(byteCount: 1, alignment: 1)
        isElsewhere = unsafe room.baseAddress == nil
        capacity = room.count
    }

    deinit {
        if isElsewhere { unsafe memory.deallocate() }
    }

    /// The bytes that a closure writes.
    public static func bytes(_ write: (inout BlobWriter) -> Void) -> [UInt8] {
        var writer = unsafe BlobWriter(UnsafeMutableRawBufferPointer(start: nil, count: 0))
        write(&writer)
        return unsafe [UInt8](writer.written)
    }

    fileprivate var written: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: memory, count: count)
    }

    /// Writes a byte.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        if capacity == count { grow(1) }
        unsafe memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Writes a text as UTF-8.
    public mutating func append(_ text: String) {
        let utf8 = text.utf8.span
        if capacity - count < utf8.count { grow(utf8.count) }
        unsafe utf8.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe (memory + count).copyMemory(from: start, byteCount: source.count)
        }
        count += utf8.count
    }

    @usableFromInline
    @inline(never)
    mutating func grow(_ length: Int) {
        capacity = max(capacity * 2, count + length, 512)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        unsafe larger.copyMemory(from: memory, byteCount: count)
        if isElsewhere { unsafe memory.deallocate() }
        unsafe memory = larger
        isElsewhere = true
    }
}

extension Scratch {
    /// Lets a closure write to the end of what is taken, and hands out what it has written; `stays`
    /// says that it lies there until the use of the statement ends.
    func write(
        _ write: (inout BlobWriter) -> Void,
        _ body: (_ bytes: UnsafeRawBufferPointer, _ stays: Bool) -> Int32
    ) -> Int32 {
        var writer = unsafe BlobWriter(room)
        write(&writer)
        if !writer.isElsewhere { used += writer.count }
        return unsafe body(writer.written, !writer.isElsewhere)
    }
}
