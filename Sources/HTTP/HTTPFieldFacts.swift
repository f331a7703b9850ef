/// What the fields of a head say to the server itself. The same bytes always say the same.
struct HTTPFieldFacts {
    var count = 0
    var byteCount = 0
    var hasHost = false
    var contentLength: Int?
    var isChunked = false
    var saysClose = false
    var saysKeepAlive = false
    var expectsContinue = false
    var hasUnknownExpectation = false

    /// Whether a body follows.
    var announceBody: Bool {
        isChunked || (contentLength ?? 0) > 0
    }
}

/// Reading lines, which both heads and chunked bodies are made of.
extension HTTPFieldFacts {
    /// Where a field line was found.
    struct Line {
        let name: Range<Int>
        let value: Range<Int>
        /// Behind the line end.
        let end: Int
    }

    /// A field line; nil while it is not all here. It counts against the limits.
    mutating func nextLine(
        _ bytes: Span<UInt8>, from start: Int, _ limits: HTTPLimits
    ) throws(HTTPProblem) -> Line? {
        let room = max(0, limits.fieldBytesMax - byteCount - 2)
        let upper = min(bytes.count, start + room + 1)
        let colon = bytes.end(of: .token, in: start..<upper)
        guard colon < upper else { return try Self.unfinished(upper - start, room) }
        guard colon > start, bytes[colon] == UInt8(ascii: ":") else {
            throw .malformed("A header line does not begin with a name and a colon.")
        }
        let valueEnd = bytes.firstControl(in: colon + 1..<upper)
        guard valueEnd < upper else { return try Self.unfinished(upper - start, room) }
        guard let end = try Self.lineEnd(bytes, at: valueEnd) else { return nil }
        byteCount += end - start
        count += 1
        if count > limits.fieldsMax { throw Self.tooMany }
        return Line(name: start..<colon, value: colon + 1..<valueEnd, end: end)
    }

    /// A line end, which must stand here: where it is over, or nil while it is not all here.
    static func lineEnd(_ bytes: Span<UInt8>, at index: Int) throws(HTTPProblem) -> Int? {
        guard index < bytes.count else { return nil }
        guard bytes[index] == .carriageReturn else { throw noLineEnd }
        guard index + 1 < bytes.count else { return nil }
        guard bytes[index + 1] == .lineFeed else { throw noLineEnd }
        return index + 2
    }

    private static func unfinished(_ length: Int, _ room: Int) throws(HTTPProblem) -> Line? {
        if length > room { throw tooMany }
        return nil
    }

    private static var noLineEnd: HTTPProblem {
        .malformed("A line has a control character, or does not end in CR LF.")
    }

    private static var tooMany: HTTPProblem {
        HTTPProblem(status: 431, reason: "The header fields are too many or too large.")
    }
}
