/// The request line (RFC 9112, section 3).
extension HTTPReader {
    mutating func readRequestLine(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) {
        if position < bytes.count, bytes[position] == .carriageReturn, !head.skippedEmptyLine {
            guard let end = try HTTPFieldFacts.lineEnd(bytes, at: position) else { return }
            head.skippedEmptyLine = true
            position = end
        }
        let start = position
        let upper = min(bytes.count, start + limits.requestLineBytesMax + 1)
        let methodEnd = bytes.end(of: .token, in: start..<upper)
        guard methodEnd < upper else { return try checkLength(upper - start) }
        guard methodEnd > start, bytes[methodEnd] == UInt8(ascii: " ") else {
            throw .malformed("The request line does not begin with a method and a space.")
        }
        let targetEnd = bytes.end(of: .visible, in: methodEnd + 1..<upper)
        guard targetEnd < upper else { return try checkLength(upper - start) }
        guard targetEnd > methodEnd + 1, bytes[targetEnd] == UInt8(ascii: " ") else {
            throw .malformed("The request target is not followed by a space and the version.")
        }
        guard try readVersion(bytes, from: targetEnd + 1) else { return }
        try checkLength(targetEnd + 9 - start)
        readMethod(bytes, start..<methodEnd)
        head.targetStart = methodEnd + 1 - start
        head.targetEnd = targetEnd - start
        head.length = targetEnd + 11 - start
        head.fieldsStart = head.length
        stage = .fields
    }

    private func checkLength(_ length: Int) throws(HTTPProblem) {
        if length > limits.requestLineBytesMax {
            throw HTTPProblem(status: 414, reason: "The request line is too long.")
        }
    }

    /// Reads the version and the line end; false while they are not all here.
    private mutating func readVersion(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(HTTPProblem) -> Bool {
        if start + 10 <= bytes.count, bytes.equals("HTTP/1.1\r\n", in: start..<start + 10) {
            return true
        }
        let form: StaticString = "HTTP/#.#\r\n"
        for place in 0..<10 {
            guard start + place < bytes.count else { return false }
            let byte = bytes[start + place]
            let expected = unsafe form.utf8Start[place]
            guard expected == UInt8(ascii: "#") ? byte.digit != nil : byte == expected else {
                throw .malformed("The version is not valid, or not followed by CR LF.")
            }
        }
        guard bytes.equals("HTTP/1.0", in: start..<start + 8) else {
            throw HTTPProblem(status: 505, reason: "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
        }
        head.isVersion10 = true
        return true
    }

    private mutating func readMethod(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        switch range.count {
        case 3:
            if bytes.equals("GET", in: range) { head.method = .get }
            if bytes.equals("PUT", in: range) { head.method = .put }
        case 4:
            if bytes.equals("POST", in: range) { head.method = .post }
            if bytes.equals("HEAD", in: range) { head.method = .head }
        case 5:
            if bytes.equals("PATCH", in: range) { head.method = .patch }
            if bytes.equals("TRACE", in: range) { head.method = .trace }
        case 6:
            if bytes.equals("DELETE", in: range) { head.method = .delete }
        case 7:
            head.isConnect = bytes.equals("CONNECT", in: range)
            if bytes.equals("OPTIONS", in: range) { head.method = .options }
        default:
            break
        }
    }
}
