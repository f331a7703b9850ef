/// Turns the bytes of a connection into requests or a refusal (RFC 9112), and does nothing else.
///
/// Strict where leniency would let two readers see different requests: CR LF only, no folding, one
/// `Host`, one framing. Every rule is decided at one byte, from left to right, so the result does
/// not depend on how the bytes are cut into pieces.
struct HTTPReader {
    /// What came of the bytes so far.
    enum Step: ~Copyable {
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
        case start, fields, length, chunks, skipping, ended
    }

    let limits: HTTPLimits
    var stage = Stage.start
    var head = HTTPHead()
    /// The head of the request before.
    var last: RequestHead?
    /// The request whose body is awaited.
    var pending: HTTPRequest?
    var body: [UInt8] = []
    var chunks: ChunkedBody?
    /// Bytes still to come of a body of known length.
    var remaining = 0

    init(limits: HTTPLimits) {
        self.limits = limits
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
        forgetBody()
        stage = .skipping
    }

    private mutating func read(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step {
        while true {
            let before = stage
            switch stage {
            case .start:
                if let last, last.isRepeated(in: bytes, at: position) {
                    position += last.byteCount
                    head = last.facts
                    return beginBody(of: last, bytes, from: &position)
                }
                try readRequestLine(bytes, from: &position)
            case .fields:
                if try readFields(bytes, from: position) {
                    let read = try endHead(bytes, from: &position)
                    last = read
                    return beginBody(of: read, bytes, from: &position)
                }
            case .length:
                if let step = readLength(bytes, from: &position) { return step }
            case .chunks:
                if let step = try readChunks(bytes, from: &position) { return step }
            case .skipping: skip(bytes, from: &position)
            case .ended: break
            }
            if stage == before { return .needMore }
        }
    }

    /// How much of the body that is awaited has come.
    var bodyCount: Int {
        chunks?.body.count ?? body.count
    }

    mutating func forgetBody() {
        pending = nil
        body = []
        chunks = nil
    }

    mutating func startOver() {
        stage = .start
        head = HTTPHead()
        remaining = 0
    }
}
