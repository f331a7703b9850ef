/// The body: of known length, in chunks, or none (RFC 9112, sections 6 and 7).
extension HTTPReader {
    /// Ends the head and says whether its body is here already.
    mutating func beginBody(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step {
        let start = position
        position += head.length
        try checkHead()
        guard let method = head.method else { return .needMore }
        let target = try HTTPTarget(bytes, in: start + head.targetStart..<start + head.targetEnd)
        bodyBytesMax = limits.bodyBytesMax(at: target.path)
        remaining = head.fields.contentLength ?? 0
        guard remaining <= bodyBytesMax else { throw Self.tooLarge }
        let isHere = !head.fields.isChunked && bytes.count - position >= remaining
        let end = isHere ? position + remaining : position
        let request = HTTPRequest(
            head: bytes.array(start..<position), method: method, target: target,
            exchange: head.exchange, body: bytes.array(position..<end))
        last = LastHead(head: request.head, fieldsStart: head.fieldsStart, facts: head.fields)
        position = end
        if isHere {
            startOver()
            return .request(request)
        }
        stage = head.fields.isChunked ? .chunkSize : .length
        pending = request
        body.reserveCapacity(remaining)
        return .head(request)
    }

    mutating func skip(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(remaining, bytes.count - position)
        position += count
        remaining -= count
        if remaining == 0 { startOver() }
    }

    /// One to sixteen hexadecimal digits; an extension behind them is looked over and ignored.
    mutating func readChunkSize(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) {
        let upper = min(bytes.count, position + limits.chunkLineBytesMax + 1)
        var size = 0
        var index = position
        while index < upper, let digit = bytes[index].hexDigit {
            guard index - position < 16 else { throw Self.invalidSize }
            size = min(size << 4 | digit, Int(Int32.max))
            index += 1
        }
        guard index < upper else { return }
        guard index > position else { throw Self.invalidSize }
        if bytes[index] != .carriageReturn {
            index = try skipExtension(bytes, from: index, to: upper)
        }
        guard index - position <= limits.chunkLineBytesMax else { throw Self.invalidSize }
        guard let end = try lineEnd(bytes, at: index) else { return }
        guard body.count + size <= bodyBytesMax else { throw Self.tooLarge }
        position = end
        remaining = size
        stage = size == 0 ? .trailers : .chunkData
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

    mutating func readChunkEnd(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) {
        guard let end = try lineEnd(bytes, at: position) else { return }
        position = end
        stage = .chunkSize
    }

    /// Trailers are checked like fields and dropped; false while they are not all here.
    mutating func readTrailers(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Bool {
        while position < bytes.count {
            if bytes[position] == .carriageReturn {
                guard let end = try lineEnd(bytes, at: position) else { return false }
                position = end
                return true
            }
            guard let line = try fieldLine(bytes, from: position) else { return false }
            position = line.end
        }
        return false
    }

    private static var invalidSize: HTTPProblem {
        .malformed("The size of a chunk is not valid.")
    }

    private static var tooLarge: HTTPProblem {
        HTTPProblem(status: 413, reason: "The body is too large.")
    }

    mutating func takeBody(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(remaining, bytes.count - position)
        guard count > 0 else { return }
        body.append(copying: bytes, in: position..<position + count)
        position += count
        remaining -= count
    }

    mutating func finishBody() -> Step {
        guard var request = pending else { return .needMore }
        pending = nil
        request.body = body
        body = []
        startOver()
        return .request(request)
    }
}
