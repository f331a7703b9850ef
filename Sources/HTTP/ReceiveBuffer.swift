/// Where bytes arrive: one for all connections of a loop's part, since each pass empties it.
///
/// Safe although it keeps raw memory: nothing points into it from outside for longer than a call.
@safe
final class ReceiveBuffer {
    let memory: UnsafeMutableRawBufferPointer

    init(byteCount: Int) {
        unsafe memory = .allocate(byteCount: byteCount, alignment: 16)
    }

    /// Reads the first bytes where they lie.
    func read<Result>(_ count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
        return unsafe body(part.bindMemory(to: UInt8.self).span)
    }

    deinit {
        unsafe memory.deallocate()
    }
}
