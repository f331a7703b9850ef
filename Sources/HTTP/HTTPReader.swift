/// Turns the bytes of a connection into requests or a refusal (RFC 9112), and does nothing else.
///
/// Strict where leniency would let two readers see different requests: CRLF only, no folding, one
/// `Host`, one framing. The result does not depend on how the bytes are cut into pieces, because a
/// line is looked at when it is complete and never before.
struct HTTPReader {
    /// What came of the bytes so far.
    enum Step {
        /// Nothing yet; more bytes are needed.
        case needMore
        /// A head whose body is not all here. Reading on awaits the body.
        case head(HTTPRequest)
        /// A complete request.
        case request(HTTPRequest)
        /// A refusal. Reading on is possible only if the problem keeps the connection.
        case refused(HTTPProblem)
    }

    enum Stage: Equatable {
        case start, fields, length, chunkSize, chunkData, chunkEnd, trailers, skipping, ended
    }

    let limits: HTTPLimits
    var stage = Stage.start
    /// How much of the line to be read next is known to hold no line end.
    var scanned = 0
    var head = HTTPHead()
    /// The request whose body is awaited.
    var pending: HTTPRequest?
    var body: [UInt8] = []
    /// Bytes still to come of the body, or of the chunk.
    var remaining = 0
    var bodyBytesMax = 0

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Whether the next byte begins a request.
    var isBetweenRequests: Bool {
        stage == .start && scanned == 0 && !head.skippedEmptyLine
    }

    /// Reads on from the position, which is moved past what need not be kept.
    mutating func next(_ bytes: Span<UInt8>, from position: inout Int) -> Step {
        do throws(HTTPProblem) {
            return try read(bytes, from: &position)
        } catch {
            if error.keepsConnection { startOver() } else { stage = .ended }
            return .refused(error)
        }
    }

    /// Lets the body of the head just given pass unread. Only for a body of known length.
    mutating func skipBody() {
        pending = nil
        body = []
        stage = .skipping
    }

    private mutating func read(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step {
        while true {
            let step: Step? =
                switch stage {
                case .start: try readRequestLine(bytes, from: &position)
                case .fields: try readFields(bytes, from: &position)
                case .length: readLength(bytes, from: &position)
                case .chunkSize: try readChunkSize(bytes, from: &position)
                case .chunkData: readChunkData(bytes, from: &position)
                case .chunkEnd: try readChunkEnd(bytes, from: &position)
                case .trailers: try readTrailers(bytes, from: &position)
                case .skipping: skip(bytes, from: &position)
                case .ended: .needMore
                }
            if let step { return step }
        }
    }

    /// The next line from here, without its end; nil while it is not all here.
    mutating func line(
        _ bytes: Span<UInt8>, from start: Int, max: Int, tooLong: @autoclosure () -> HTTPProblem
    ) throws(HTTPProblem) -> Range<Int>? {
        let searchEnd = min(bytes.count, start + max + 2)
        guard let end = bytes.firstIndex(of: .lineFeed, in: start + scanned..<searchEnd) else {
            if bytes.count >= start + max + 2 { throw tooLong() }
            scanned = bytes.count - start
            return nil
        }
        scanned = 0
        guard end > start, bytes[end - 1] == .carriageReturn else {
            throw .malformed("A line does not end in CR LF.")
        }
        return start..<end - 1
    }

    mutating func startOver() {
        stage = .start
        head = HTTPHead()
        pending = nil
        if !body.isEmpty { body = [] }
        remaining = 0
    }
}
