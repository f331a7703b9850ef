/// Where bound texts and blobs lie while their statement runs.
///
/// SQLite would otherwise copy each value to memory of its own, allocated and freed for the
/// occasion. Uses of statements nest, so the space is a stack: a use gives back all that it took.
///
/// It is `@safe` because the memory lives as long as the connection, hence longer than any
/// statement, and because a value is copied to where nothing else lies.
@safe
final class Scratch {
    private let memory: UnsafeMutableRawPointer
    private let bytesMax = 65_536
    /// How much of the memory is taken, in bytes.
    var used = 0

    init() {
        unsafe memory = .allocate(byteCount: bytesMax, alignment: 1)
    }

    /// What is not taken.
    var room: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: memory + used, count: bytesMax - used)
    }

    /// Copies `bytes` to the end of what is taken; nil where they do not fit.
    func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        let end = used + bytes.count
        guard end <= bytesMax else { return nil }
        let place = unsafe memory + used
        if let source = bytes.baseAddress {
            unsafe place.copyMemory(from: source, byteCount: bytes.count)
        }
        used = end
        return UnsafeRawPointer(place)
    }

    deinit {
        unsafe memory.deallocate()
    }
}
