/// The body: of known length, in chunks, or none (RFC 9112, sections 6 and 7).
extension HTTPReader {
    /// Ends the head and says whether its body is here already.
    mutating func beginBody(
        _ bytes: Span<UInt8>, head range: Range<Int>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        guard let method = head.method, let target = head.target else { return .needMore }
        bodyBytesMax = limits.bodyBytesMax(at: target.path)
        remaining = head.contentLength ?? 0
        guard remaining <= bodyBytesMax else { throw Self.tooLarge }
        var request = HTTPRequest(
            head: bytes.array(range), method: method, target: target, exchange: head.exchange)
        if !head.isChunked, bytes.count - position >= remaining {
            if remaining > 0 { request.body = bytes.array(position..<position + remaining) }
            position += remaining
            startOver()
            return .request(request)
        }
        stage = head.isChunked ? .chunkSize : .length
        pending = request
        body.reserveCapacity(remaining)
        return .head(request)
    }

    mutating func readLength(_ bytes: Span<UInt8>, from position: inout Int) -> Step? {
        takeBody(bytes, from: &position)
        return remaining == 0 ? finishBody() : .needMore
    }

    mutating func skip(_ bytes: Span<UInt8>, from position: inout Int) -> Step? {
        let count = min(remaining, bytes.count - position)
        position += count
        remaining -= count
        guard remaining == 0 else { return .needMore }
        startOver()
        return nil
    }

    mutating func readChunkSize(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        guard
            let line = try line(
                bytes, from: position, max: limits.chunkLineBytesMax,
                tooLong: .malformed("The line of a chunk's size is too long."))
        else { return .needMore }
        let size = try chunkSize(bytes, line)
        position = line.upperBound + 2
        guard body.count + size <= bodyBytesMax else { throw Self.tooLarge }
        remaining = size
        stage = size == 0 ? .trailers : .chunkData
        return nil
    }

    mutating func readChunkData(_ bytes: Span<UInt8>, from position: inout Int) -> Step? {
        takeBody(bytes, from: &position)
        guard remaining == 0 else { return .needMore }
        stage = .chunkEnd
        return nil
    }

    mutating func readChunkEnd(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        let problem = HTTPProblem.malformed("The data of a chunk are not followed by CR LF.")
        guard position < bytes.count else { return .needMore }
        guard bytes[position] == .carriageReturn else { throw problem }
        guard position + 1 < bytes.count else { return .needMore }
        guard bytes[position + 1] == .lineFeed else { throw problem }
        position += 2
        stage = .chunkSize
        return nil
    }

    /// Trailers are checked like fields and dropped.
    mutating func readTrailers(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        while let line = try fieldLine(bytes, from: position) {
            position = line.upperBound + 2
            if line.isEmpty { return finishBody() }
            _ = try checkField(bytes, line)
        }
        return .needMore
    }

    private static var tooLarge: HTTPProblem {
        HTTPProblem(status: 413, reason: "The body is too large.")
    }

    private mutating func takeBody(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(remaining, bytes.count - position)
        guard count > 0 else { return }
        body.append(copying: bytes, in: position..<position + count)
        position += count
        remaining -= count
    }

    private mutating func finishBody() -> Step? {
        defer { startOver() }
        pending?.body = body
        return pending.map { .request($0) }
    }

    /// The size of a chunk: one to sixteen hexadecimal digits; an extension is looked over and ignored.
    private func chunkSize(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) throws(HTTPProblem) -> Int {
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = bytes[index].hexDigit {
            size = min(size << 4 | digit, Int(Int32.max))
            index += 1
        }
        let digits = index - line.lowerBound
        guard digits > 0, digits <= 16 else { throw .malformed("A chunk's size is not valid.") }
        guard index < line.upperBound else { return size }
        while index < line.upperBound, bytes[index].isBlank { index += 1 }
        guard index < line.upperBound, bytes[index] == UInt8(ascii: ";") else {
            throw .malformed("A chunk's size is not valid.")
        }
        while index < line.upperBound, bytes[index].isFieldContent { index += 1 }
        guard index == line.upperBound else {
            throw .malformed("A chunk's extension has a control character.")
        }
        return size
    }
}
