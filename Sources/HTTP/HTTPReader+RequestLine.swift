/// The request line (RFC 9112, section 3).
extension HTTPReader {
    mutating func readRequestLine(
        _ bytes: Span<UInt8>, from position: inout Int
    ) throws(HTTPProblem) -> Step? {
        // What cannot be a method is not worth waiting for a line end: TLS, for example.
        if position < bytes.count, !bytes[position].isToken, bytes[position] != .carriageReturn {
            throw .malformed("The request line does not begin with a method.")
        }
        guard
            let line = try line(
                bytes, from: position, max: limits.requestLineBytesMax,
                tooLong: HTTPProblem(status: 414, reason: "The request line is too long."))
        else { return .needMore }
        if line.isEmpty, !head.skippedEmptyLine {
            head.skippedEmptyLine = true
            position += 2
            return nil
        }
        try parseRequestLine(bytes, line)
        head.length = line.count + 2
        stage = .fields
        return nil
    }

    private mutating func parseRequestLine(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) throws(HTTPProblem) {
        var end = line.lowerBound
        while end < line.upperBound, bytes[end].isToken { end += 1 }
        let method = line.lowerBound..<end
        guard !method.isEmpty, end < line.upperBound, bytes[end] == UInt8(ascii: " ") else {
            throw .malformed("The request line does not begin with a method and a space.")
        }
        let start = end + 1
        end = start
        while end < line.upperBound, bytes[end] > 32, bytes[end] < 127 { end += 1 }
        guard end < line.upperBound, bytes[end] == UInt8(ascii: " ") else {
            throw .malformed("The request target is not followed by a space and the version.")
        }
        try parseVersion(bytes, end + 1..<line.upperBound)
        parseMethod(bytes, method)
        try parseTarget(bytes, start..<end)
    }

    private mutating func parseVersion(
        _ bytes: Span<UInt8>, _ range: Range<Int>
    ) throws(HTTPProblem) {
        if bytes.equals("HTTP/1.1", in: range) { return }
        if bytes.equals("HTTP/1.0", in: range) {
            head.isVersion10 = true
            return
        }
        let start = range.lowerBound
        guard range.count == 8, bytes.equals("HTTP/", in: start..<start + 5),
            bytes[start + 5].digit != nil, bytes[start + 6] == UInt8(ascii: "."),
            bytes[start + 7].digit != nil
        else { throw .malformed("The version is not valid.") }
        throw HTTPProblem(status: 505, reason: "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
    }

    private mutating func parseMethod(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        switch range.count {
        case 3:
            if bytes.equals("GET", in: range) { head.method = .get }
            if bytes.equals("PUT", in: range) { head.method = .put }
        case 4:
            if bytes.equals("POST", in: range) { head.method = .post }
            if bytes.equals("HEAD", in: range) { head.method = .head }
        case 5:
            if bytes.equals("PATCH", in: range) { head.method = .patch }
            head.isReservedMethod = bytes.equals("TRACE", in: range)
        case 6:
            if bytes.equals("DELETE", in: range) { head.method = .delete }
        case 7:
            head.isReservedMethod =
                bytes.equals("OPTIONS", in: range) || bytes.equals("CONNECT", in: range)
        default:
            break
        }
    }

    private mutating func parseTarget(
        _ bytes: Span<UInt8>, _ range: Range<Int>
    ) throws(HTTPProblem) {
        // The forms of OPTIONS and CONNECT are not read: those methods are refused anyhow.
        guard !head.isReservedMethod else { return }
        head.target = try HTTPTarget(bytes, in: range)
    }
}
