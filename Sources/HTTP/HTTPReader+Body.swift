/// The body: of known length, in chunks, or none (RFC 9112, section 6).
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
        let bytesMax = limits.bodyBytesMax(at: target.path)
        remaining = head.fields.contentLength ?? 0
        guard remaining <= bytesMax else { throw .bodyTooLarge }
        let isHere = !head.fields.isChunked && bytes.count - position >= remaining
        var request = HTTPRequest(
            head: bytes.array(start..<position), method: method, target: target,
            exchange: head.exchange)
        last = LastHead(request, head)
        if isHere {
            request.body = bytes.array(position..<position + remaining)
            position += remaining
            startOver()
            return .request(request)
        }
        awaitBody(of: request, bytesMax)
        return .head(request)
    }

    private mutating func awaitBody(of request: HTTPRequest, _ bytesMax: Int) {
        pending = request
        if head.fields.isChunked {
            stage = .chunks
            chunks = ChunkedBody(bytesMax: bytesMax, limits: limits, fields: head.fields)
        } else {
            stage = .length
            body.reserveCapacity(remaining)
        }
    }

    mutating func readLength(_ bytes: Span<UInt8>, from position: inout Int) -> Step? {
        let count = min(remaining, bytes.count - position)
        body.append(copying: bytes, in: position..<position + count)
        position += count
        remaining -= count
        return remaining == 0 ? finishBody(body) : nil
    }

    mutating func readChunks(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        guard try chunks?.read(bytes, from: &position) == true else { return nil }
        return finishBody(chunks?.body ?? [])
    }

    mutating func skip(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(remaining, bytes.count - position)
        position += count
        remaining -= count
        if remaining == 0 { startOver() }
    }

    private mutating func finishBody(_ body: [UInt8]) -> Step? {
        guard var request = pending else { return nil }
        request.body = body
        forgetBody()
        startOver()
        return .request(request)
    }
}
