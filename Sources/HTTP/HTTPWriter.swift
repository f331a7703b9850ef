/// Where a chunk lies in the buffer, and in it the bytes, which are all that HTTP/1.0 knows of.
struct WrittenChunk {
    let range: Range<Int>
    let bytes: Range<Int>
}

/// Writes answers, one behind the other.
final class HTTPWriter {
    let buffer = OutputBuffer()
    private let date = HTTPDate()
    /// The fields of the answer before, and the bytes that they are.
    private var lastFields: [(name: String, value: String)] = []
    private var lastFieldBytes: [UInt8] = []

    /// An answer with its whole body.
    func write(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        // RFC 9112, section 6.3: no client looks for a body behind these.
        let hasBody = response.status != 204 && response.status != 304
        if hasBody { writeLength(of: response.body) } else { buffer.append("\r\n") }
        if hasBody && !exchange.contains(.headOnly) { buffer.append(response.body) }
    }

    /// An answer that breaks off in the middle of its body.
    func writeHalf(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        writeLength(of: response.body)
        buffer.append(response.body[..<(response.body.count / 2)])
    }

    /// The head of an answer whose body comes piece by piece.
    func writeStreamHead(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        if !exchange.contains(.isVersion10) { buffer.append("Transfer-Encoding: chunked\r\n") }
        buffer.append("\r\n")
    }

    /// The first piece of a streamed body.
    func writeChunk(_ chunk: [UInt8], _ exchange: Exchange) {
        guard !chunk.isEmpty, !exchange.contains(.headOnly) else { return }
        if exchange.contains(.isVersion10) { buffer.append(chunk) } else { writeChunk(chunk) }
    }

    /// A piece for any number of streamed bodies.
    @discardableResult
    func writeChunk(_ chunk: [UInt8]) -> WrittenChunk {
        let start = buffer.count
        buffer.append(text: String(chunk.count, radix: 16))
        buffer.append("\r\n")
        buffer.append(chunk)
        let end = buffer.count
        buffer.append("\r\n")
        return WrittenChunk(range: start..<buffer.count, bytes: end - chunk.count..<end)
    }

    /// The end of a streamed body.
    func writeLastChunk(_ exchange: Exchange) {
        if exchange.isDisjoint(with: [.isVersion10, .headOnly]) { buffer.append("0\r\n\r\n") }
    }

    /// The leave to send the body.
    func writeContinue() {
        buffer.append("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private func writeHead(_ response: HTTPResponse, _ exchange: Exchange) {
        writeStatus(response.status)
        writeFields(response.headers)
        buffer.append(date.line())
        if exchange.contains(.closes) {
            buffer.append("Connection: close\r\n")
        } else if exchange.contains(.isVersion10) {
            buffer.append("Connection: keep-alive\r\n")
        }
    }

    /// Most answers bear the very same fields: one list, which is written out once.
    private func writeFields(_ fields: [(name: String, value: String)]) {
        guard !fields.isEmpty else { return }
        if !lastFields.isSame(as: fields) {
            let start = buffer.count
            for (name, value) in fields where !Self.isServers(name) {
                buffer.append(field: name, value)
            }
            lastFields = fields
            lastFieldBytes = buffer.bytes(start..<buffer.count)
        } else {
            buffer.append(lastFieldBytes)
        }
    }

    private func writeStatus(_ status: Int) {
        if status == 200 { return buffer.append("HTTP/1.1 200 OK\r\n") }
        buffer.append("HTTP/1.1 ")
        buffer.append(decimal: status)
        buffer.append(" ")
        buffer.append(HTTPStatus.phrase(status))
        buffer.append("\r\n")
    }

    /// The last field, and the empty line.
    private func writeLength(of body: [UInt8]) {
        buffer.append("Content-Length: ")
        buffer.append(decimal: body.count)
        buffer.append("\r\n\r\n")
    }

    /// Whether the field is for the server alone to write.
    private static func isServers(_ name: String) -> Bool {
        let bytes = name.utf8.span
        return switch bytes.count {
        case 4: bytes.equalsIgnoringCase("date", in: 0..<4)
        case 10: bytes.equalsIgnoringCase("connection", in: 0..<10)
        case 14: bytes.equalsIgnoringCase("content-length", in: 0..<14)
        case 17: bytes.equalsIgnoringCase("transfer-encoding", in: 0..<17)
        default: false
        }
    }
}

extension [(name: String, value: String)] {
    /// Whether both are one and the same list in memory, not merely equal.
    fileprivate func isSame(as other: [(name: String, value: String)]) -> Bool {
        unsafe withUnsafeBufferPointer { mine in
            unsafe other.withUnsafeBufferPointer { its in
                unsafe mine.baseAddress == its.baseAddress && mine.count == its.count
            }
        }
    }
}
