/// The fields of the head, and what they say about the body (RFC 9112, sections 5 and 6).
extension HTTPReader {
    mutating func readFields(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        while let line = try fieldLine(bytes, from: position + head.length) {
            head.length += line.count + 2
            if line.isEmpty {
                let head = position..<position + self.head.length
                position = head.upperBound
                try checkHead()
                return try beginBody(bytes, head: head, from: &position)
            }
            let name = try checkField(bytes, line)
            try note(bytes, name, bytes.trimmed(name.upperBound + 1..<line.upperBound))
        }
        return .needMore
    }

    /// The next field line, counted against the limits that head and trailers share.
    mutating func fieldLine(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(HTTPProblem) -> Range<Int>? {
        guard
            let line = try line(
                bytes, from: start, max: max(0, limits.fieldBytesMax - head.fieldBytes - 2),
                tooLong: HTTPProblem(status: 431, reason: "The header fields are too large."))
        else { return nil }
        guard !line.isEmpty else { return line }
        head.fieldBytes += line.count + 2
        head.fieldCount += 1
        if head.fieldCount > limits.fieldsMax {
            throw HTTPProblem(status: 431, reason: "There are too many header fields.")
        }
        return line
    }

    /// Checks one field line and returns where its name stands.
    func checkField(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) throws(HTTPProblem) -> Range<Int> {
        var colon = line.lowerBound
        while colon < line.upperBound, bytes[colon].isToken { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound,
            bytes[colon] == UInt8(ascii: ":")
        else { throw .malformed("A header line does not begin with a name and a colon.") }
        var index = colon + 1
        while index < line.upperBound, bytes[index].isFieldContent { index += 1 }
        guard index == line.upperBound else {
            throw .malformed("A header value has a control character.")
        }
        return line.lowerBound..<colon
    }

    private mutating func note(
        _ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        switch name.count {
        case 4 where bytes.equalsIgnoringCase("host", in: name):
            try noteHost(bytes, value)
        case 6 where bytes.equalsIgnoringCase("expect", in: name):
            noteExpectation(bytes, value)
        case 10 where bytes.equalsIgnoringCase("connection", in: name):
            noteConnection(bytes, value)
        case 14 where bytes.equalsIgnoringCase("content-length", in: name):
            try noteContentLength(bytes, value)
        case 17 where bytes.equalsIgnoringCase("transfer-encoding", in: name):
            try noteTransferEncoding(bytes, value)
        default:
            break
        }
    }

    private mutating func noteHost(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard !head.hasHost else { throw .malformed("There is more than one Host.") }
        guard HTTPHost.isValid(bytes, in: value) else { throw .malformed("The Host is not valid.") }
        head.hasHost = true
    }

    private mutating func noteExpectation(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        if bytes.equalsIgnoringCase("100-continue", in: value) {
            head.expectsContinue = true
        } else {
            head.hasUnknownExpectation = true
        }
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var start = value.lowerBound
        while start <= value.upperBound {
            let comma = bytes.firstIndex(of: UInt8(ascii: ","), in: start..<value.upperBound)
            let option = bytes.trimmed(start..<(comma ?? value.upperBound))
            if bytes.equalsIgnoringCase("close", in: option) { head.saysClose = true }
            if bytes.equalsIgnoringCase("keep-alive", in: option) { head.saysKeepAlive = true }
            start = (comma ?? value.upperBound) + 1
        }
    }

    private mutating func noteContentLength(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard head.contentLength == nil else {
            throw .malformed("There is more than one Content-Length.")
        }
        guard !value.isEmpty else { throw .malformed("The Content-Length is empty.") }
        var length = 0
        for index in value {
            guard let digit = bytes[index].digit else {
                throw .malformed("The Content-Length is not a number.")
            }
            // Beyond every limit it does not matter how much.
            length = min(length * 10 + digit, Int(Int32.max))
        }
        head.contentLength = length
    }

    private mutating func noteTransferEncoding(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard !head.isChunked else { throw .malformed("There is more than one Transfer-Encoding.") }
        guard bytes.equalsIgnoringCase("chunked", in: value) else {
            throw HTTPProblem(status: 501, reason: "The only transfer coding known is chunked.")
        }
        head.isChunked = true
    }

    private func checkHead() throws(HTTPProblem) {
        if head.isChunked, head.contentLength != nil {
            throw .malformed("There is a Content-Length beside the Transfer-Encoding.")
        }
        if head.isChunked, head.isVersion10 {
            throw .malformed("HTTP/1.0 has no Transfer-Encoding.")
        }
        if !head.hasHost, !head.isVersion10 { throw .malformed("The Host is missing.") }
        guard head.method != nil else { throw unknownMethod }
        if head.method == .head, head.announcesBody { throw .malformed("HEAD has no body.") }
        if head.hasUnknownExpectation {
            throw HTTPProblem(status: 417, reason: "The only expectation known is 100-continue.")
        }
    }

    private var unknownMethod: HTTPProblem {
        let keeps = !head.announcesBody && !head.exchange.contains(.closes)
        return head.isReservedMethod
            ? HTTPProblem(
                status: 405, reason: "The method is not allowed.", keepsConnection: keeps)
            : HTTPProblem(status: 501, reason: "The method is not known.", keepsConnection: keeps)
    }
}
