/// The fields of the head, and what they say about the body (RFC 9112, sections 5 and 6).
extension HTTPReader {
    /// Reads the fields up to the empty line; false while it is not here.
    mutating func readFields(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(HTTPProblem) -> Bool {
        if let fields = repeatedFields(bytes, from: start) {
            head.length = head.fieldsStart + fields.bytes.count
            head.fields = fields.facts
            return true
        }
        while true {
            let lineStart = start + head.length
            if lineStart < bytes.count, bytes[lineStart] == .carriageReturn {
                guard let end = try HTTPFieldFacts.lineEnd(bytes, at: lineStart) else {
                    return false
                }
                head.length = end - start
                return true
            }
            guard let line = try head.fields.nextLine(bytes, from: lineStart, limits) else {
                return false
            }
            head.length = line.end - start
            try note(bytes, line)
        }
    }

    /// The fields of the head before, where the same stand here again.
    private func repeatedFields(_ bytes: Span<UInt8>, from start: Int) -> HTTPFields? {
        guard let fields = last?.fields,
            bytes.continues(with: fields.bytes, at: start + head.fieldsStart)
        else { return nil }
        return fields
    }

    private mutating func note(_ bytes: Span<UInt8>, _ line: HTTPFieldFacts.Line)
        throws(HTTPProblem)
    {
        let name = line.name
        switch name.count {
        case 4 where bytes.equalsIgnoringCase("host", in: name):
            try noteHost(bytes, bytes.trimmed(line.value))
        case 6 where bytes.equalsIgnoringCase("expect", in: name):
            noteExpectation(bytes, bytes.trimmed(line.value))
        case 10 where bytes.equalsIgnoringCase("connection", in: name):
            noteConnection(bytes, line.value)
        case 14 where bytes.equalsIgnoringCase("content-length", in: name):
            try noteContentLength(bytes, bytes.trimmed(line.value))
        case 17 where bytes.equalsIgnoringCase("transfer-encoding", in: name):
            try noteTransferEncoding(bytes, bytes.trimmed(line.value))
        default:
            break
        }
    }

    private mutating func noteHost(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard !head.fields.hasHost else { throw .malformed("There is more than one Host.") }
        guard HTTPHost.isValid(bytes, in: value) else { throw .malformed("The Host is not valid.") }
        head.fields.hasHost = true
    }

    private mutating func noteExpectation(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        if bytes.equalsIgnoringCase("100-continue", in: value) {
            head.fields.expectsContinue = true
        } else {
            head.fields.hasUnknownExpectation = true
        }
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var start = value.lowerBound
        while start <= value.upperBound {
            let comma = bytes.firstIndex(of: UInt8(ascii: ","), in: start..<value.upperBound)
            let option = bytes.trimmed(start..<(comma ?? value.upperBound))
            if bytes.equalsIgnoringCase("close", in: option) { head.fields.saysClose = true }
            if bytes.equalsIgnoringCase("keep-alive", in: option) {
                head.fields.saysKeepAlive = true
            }
            start = (comma ?? value.upperBound) + 1
        }
    }

    private mutating func noteContentLength(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard head.fields.contentLength == nil else {
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
        head.fields.contentLength = length
    }

    private mutating func noteTransferEncoding(
        _ bytes: Span<UInt8>, _ value: Range<Int>
    ) throws(HTTPProblem) {
        guard !head.fields.isChunked else {
            throw .malformed("There is more than one Transfer-Encoding.")
        }
        guard bytes.equalsIgnoringCase("chunked", in: value) else {
            throw HTTPProblem(status: 501, reason: "The only transfer coding known is chunked.")
        }
        head.fields.isChunked = true
    }

    /// Checks the head as a whole, which ends here.
    mutating func endHead(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> RequestHead {
        let start = position
        position += head.length
        try checkHead()
        guard let method = head.method else { throw unknownMethod }
        let target = try HTTPTarget(bytes, in: start + head.targetStart..<start + head.targetEnd)
        if head.fields.contentLength ?? 0 > limits.bodyBytesMax(at: target.path) {
            throw .bodyTooLarge
        }
        let fieldsStart = start + head.fieldsStart
        let fields =
            repeatedFields(bytes, from: start)
            ?? HTTPFields(bytes: bytes.array(fieldsStart..<position), facts: head.fields)
        return RequestHead(
            line: bytes.array(start..<fieldsStart), fields: fields, target: target, facts: head,
            as: method)
    }

    /// Checks what no single line shows.
    private func checkHead() throws(HTTPProblem) {
        if head.fields.isChunked, head.fields.contentLength != nil {
            throw .malformed("There is a Content-Length beside the Transfer-Encoding.")
        }
        if head.fields.isChunked, head.isVersion10 {
            throw .malformed("HTTP/1.0 has no Transfer-Encoding.")
        }
        if !head.fields.hasHost, !head.isVersion10 { throw .malformed("The Host is missing.") }
        if head.fields.announceBody, let method = head.method, method == .head || method == .trace {
            throw .malformed("\(method.name) has no body.")
        }
        if head.fields.hasUnknownExpectation {
            throw HTTPProblem(status: 417, reason: "The only expectation known is 100-continue.")
        }
    }

    private var unknownMethod: HTTPProblem {
        let closes = head.fields.announceBody || head.isConnect || head.exchange.contains(.closes)
        return HTTPProblem(
            status: 501, reason: "The method is not known.", keepsConnection: !closes)
    }
}
