/// A body in chunks, as it comes in (RFC 9112, section 7.1). Strict; extensions are ignored and
/// trailers dropped, both after a look.
struct ChunkedBody {
    private enum Stage {
        case size, data, dataEnd, trailers, ended
    }

    /// What has come of the body.
    private(set) var body: [UInt8] = []
    private var stage = Stage.size
    private var remaining = 0
    private let bytesMax: Int
    private let limits: HTTPLimits
    private var trailers: HTTPFieldFacts

    /// A body of at most so many bytes. Its trailers count on from the fields of the head.
    init(bytesMax: Int, limits: HTTPLimits, fields: HTTPFieldFacts = HTTPFieldFacts()) {
        self.bytesMax = bytesMax
        self.limits = limits
        trailers = fields
    }

    /// Reads on from the position, which is moved past what was read; true when the body is whole.
    mutating func read(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Bool {
        while true {
            let goesOn =
                switch stage {
                case .size: try readSize(bytes, from: &position)
                case .data: readData(bytes, from: &position)
                case .dataEnd: try readDataEnd(bytes, from: &position)
                case .trailers: try readTrailer(bytes, from: &position)
                case .ended: false
                }
            if !goesOn { return stage == .ended }
        }
    }

    /// One to sixteen hexadecimal digits, perhaps with an extension behind them.
    private mutating func readSize(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Bool {
        let upper = min(bytes.count, position + limits.chunkLineBytesMax + 1)
        var size = 0
        var index = position
        while index < upper, let digit = bytes[index].hexDigit {
            guard index - position < 16 else { throw Self.invalidSize }
            // Beyond every limit it does not matter how much.
            size = min(size << 4 | digit, Int(Int32.max))
            index += 1
        }
        guard index < upper else { return false }
        guard index > position else { throw Self.invalidSize }
        if bytes[index] != .carriageReturn {
            index = try skipExtension(bytes, from: index, to: upper)
        }
        guard index - position <= limits.chunkLineBytesMax else { throw Self.invalidSize }
        guard let end = try HTTPFieldFacts.lineEnd(bytes, at: index) else { return false }
        guard body.count + size <= bytesMax else { throw .bodyTooLarge }
        position = end
        remaining = size
        stage = size == 0 ? .trailers : .data
        return true
    }

    private func skipExtension(
        _ bytes: Span<UInt8>, from start: Int, to upper: Int
    ) throws(HTTPProblem) -> Int {
        var index = start
        while index < upper, bytes[index].isBlank { index += 1 }
        guard index < upper else { return index }
        guard bytes[index] == UInt8(ascii: ";") else { throw Self.invalidSize }
        return bytes.firstControl(in: index..<upper)
    }

    private mutating func readData(_ bytes: Span<UInt8>, from position: inout Int) -> Bool {
        let count = min(remaining, bytes.count - position)
        body.append(copying: bytes, in: position..<position + count)
        position += count
        remaining -= count
        if remaining == 0 { stage = .dataEnd }
        return remaining == 0
    }

    private mutating func readDataEnd(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Bool {
        guard let end = try HTTPFieldFacts.lineEnd(bytes, at: position) else { return false }
        position = end
        stage = .size
        return true
    }

    private mutating func readTrailer(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Bool {
        guard position < bytes.count else { return false }
        if bytes[position] == .carriageReturn {
            guard let end = try HTTPFieldFacts.lineEnd(bytes, at: position) else { return false }
            position = end
            stage = .ended
            return true
        }
        guard let line = try trailers.nextLine(bytes, from: position, limits) else { return false }
        position = line.end
        return true
    }

    private static var invalidSize: HTTPProblem {
        .malformed("The size of a chunk is not valid.")
    }
}
