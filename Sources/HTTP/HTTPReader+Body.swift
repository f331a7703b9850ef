/// The body: of known length, in chunks, or none (RFC 9112, section 6).
extension HTTPReader {
    /// Room that is made for a body on its announcement alone.
    private static let trustedBytesMax = 1 << 20

    /// Says whether the body is here already, and awaits it if not.
    mutating func beginBody(
        of read: RequestHead, _ bytes: Span<UInt8>, from position: inout Int
    ) -> Step {
        remaining = head.fields.contentLength ?? 0
        guard !head.fields.isChunked, bytes.count - position >= remaining else {
            awaitBody(of: HTTPRequest(read))
            return .head(HTTPRequest(read))
        }
        var request = HTTPRequest(read)
        if remaining > 0 { request.body = bytes.array(position..<position + remaining) }
        position += remaining
        startOver()
        return .request(request)
    }

    private mutating func awaitBody(of request: HTTPRequest) {
        pending = request
        if head.fields.isChunked {
            stage = .chunks
            let bytesMax = limits.bodyBytesMax(at: request.path)
            chunks = ChunkedBody(bytesMax: bytesMax, limits: limits, fields: head.fields)
        } else {
            stage = .length
            body.reserveCapacity(min(remaining, Self.trustedBytesMax))
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
