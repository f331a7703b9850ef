/// Writes answers, one behind the other, into one buffer that is used again and again.
struct HTTPWriter {
    private(set) var bytes: [UInt8] = []
    private var date = HTTPDate()

    init() {
        bytes.reserveCapacity(64 << 10)
    }

    /// Begins anew; a buffer that had to grow far is given back.
    mutating func clear() {
        let isLarge = bytes.capacity > 1 << 20
        bytes.removeAll(keepingCapacity: !isLarge)
    }

    /// An answer with its whole body.
    mutating func write(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        // RFC 9110, section 8.6: not with 204.
        if response.status != 204 { append("Content-Length: ", response.body.count) }
        append("\r\n")
        if !exchange.contains(.headOnly) { bytes.append(contentsOf: response.body) }
    }

    /// An answer that breaks off in the middle of its body.
    mutating func writeHalf(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        append("Content-Length: ", response.body.count)
        append("\r\n")
        bytes.append(contentsOf: response.body[..<(response.body.count / 2)])
    }

    /// The head of an answer whose body comes piece by piece.
    mutating func writeStreamHead(_ response: HTTPResponse, _ exchange: Exchange) {
        writeHead(response, exchange)
        if !exchange.contains(.isVersion10) { append("Transfer-Encoding: chunked\r\n") }
        append("\r\n")
    }

    /// A piece of a streamed body.
    mutating func writeChunk(_ chunk: [UInt8], _ exchange: Exchange) {
        guard !chunk.isEmpty, !exchange.contains(.headOnly) else { return }
        if exchange.contains(.isVersion10) {
            bytes.append(contentsOf: chunk)
        } else {
            bytes.append(contentsOf: String(chunk.count, radix: 16).utf8)
            append("\r\n")
            bytes.append(contentsOf: chunk)
            append("\r\n")
        }
    }

    /// The end of a streamed body.
    mutating func writeLastChunk(_ exchange: Exchange) {
        if exchange.isDisjoint(with: [.isVersion10, .headOnly]) { append("0\r\n\r\n") }
    }

    /// The leave to send the body.
    mutating func writeContinue() {
        append("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private mutating func writeHead(_ response: HTTPResponse, _ exchange: Exchange) {
        append("HTTP/1.1 ")
        append(number: response.status)
        append(" ")
        append(HTTPStatus.phrase(response.status))
        append("\r\n")
        for (name, value) in response.headers where !Self.isServers(name) {
            append(field: name)
            append(": ")
            append(field: value)
            append("\r\n")
        }
        bytes.append(contentsOf: date.line())
        if exchange.contains(.closes) {
            append("Connection: close\r\n")
        } else if exchange.contains(.isVersion10) {
            append("Connection: keep-alive\r\n")
        }
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

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ name: StaticString, _ number: Int) {
        append(name)
        append(number: number)
        append("\r\n")
    }

    private mutating func append(number: Int) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(48 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Text of the handler's. A line end in it must not become one on the line.
    private mutating func append(field text: String) {
        let span = text.utf8.span
        let start = bytes.count
        bytes.append(copying: span, in: 0..<span.count)
        for index in start..<bytes.count where !bytes[index].isFieldContent { bytes[index] = 32 }
    }
}
