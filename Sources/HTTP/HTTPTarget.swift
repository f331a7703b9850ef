/// The request target, taken apart (RFC 9112, section 3.2).
struct HTTPTarget {
    let path: String
    let query: String?

    init(path: String, query: String?) {
        self.path = path
        self.query = query
    }

    /// Reads a target in origin form or absolute form, made of visible ASCII only.
    init(_ bytes: Span<UInt8>, in range: Range<Int>) throws(HTTPProblem) {
        let start = try Self.pathStart(bytes, in: range)
        let plainEnd = bytes.end(of: .plainPath, in: start..<range.upperBound)
        if plainEnd == range.upperBound, plainEnd > start {
            query = nil
            path = bytes.string(start..<plainEnd)
            return
        }
        if bytes.firstIndex(of: UInt8(ascii: "#"), in: plainEnd..<range.upperBound) != nil {
            throw .malformed("The request target has a fragment.")
        }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"), in: plainEnd..<range.upperBound)
        query = mark.map { bytes.string($0 + 1..<range.upperBound) }
        path = try Self.decode(bytes, in: start..<(mark ?? range.upperBound))
    }

    /// The authority of a target in absolute form, nil when it is in another form.
    static func authority(_ bytes: Span<UInt8>, in range: Range<Int>) -> Range<Int>? {
        guard !range.isEmpty, bytes[range.lowerBound] != UInt8(ascii: "/") else { return nil }
        for scheme: StaticString in ["http://", "https://"] {
            let start = range.lowerBound + scheme.utf8CodeUnitCount
            guard start <= range.upperBound,
                bytes.equalsIgnoringCase(scheme, in: range.lowerBound..<start)
            else { continue }
            var end = start
            while end < range.upperBound, bytes[end] != UInt8(ascii: "/"),
                bytes[end] != UInt8(ascii: "?"), bytes[end] != UInt8(ascii: "#")
            {
                end += 1
            }
            return start..<end
        }
        return nil
    }

    private static func pathStart(
        _ bytes: Span<UInt8>, in range: Range<Int>
    ) throws(HTTPProblem) -> Int {
        guard !range.isEmpty else { throw .malformed("The request target is empty.") }
        if bytes[range.lowerBound] == UInt8(ascii: "/") { return range.lowerBound }
        guard let authority = authority(bytes, in: range) else {
            throw .malformed("The request target is neither a path nor an http URL.")
        }
        guard HTTPHost.isValid(bytes, in: authority) else {
            throw .malformed("The host in the request target is not valid.")
        }
        return authority.upperBound
    }

    private static func decode(
        _ bytes: Span<UInt8>, in range: Range<Int>
    ) throws(HTTPProblem) -> String {
        if range.isEmpty { return "/" }
        guard var index = bytes.firstIndex(of: UInt8(ascii: "%"), in: range) else {
            return bytes.string(range)
        }
        var decoded = bytes.array(range.lowerBound..<index)
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "%") else {
                decoded.append(bytes[index])
                index += 1
                continue
            }
            guard index + 2 < range.upperBound, let high = bytes[index + 1].hexDigit,
                let low = bytes[index + 2].hexDigit
            else { throw .malformed("The path has a malformed percent-encoding.") }
            decoded.append(UInt8(high << 4 | low))
            index += 3
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

/// The authority of a `Host` field or an absolute target, as far as this server accepts it.
enum HTTPHost {
    /// Whether the range is a name or an IP literal, with or without a port.
    ///
    /// Narrower than RFC 3986: no percent-encoding, no sub-delimiters, no user, never empty.
    static func isValid(_ bytes: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let isLiteral = bytes[range.lowerBound] == UInt8(ascii: "[")
        let start = range.lowerBound + (isLiteral ? 1 : 0)
        var end = bytes.end(of: isLiteral ? .literal : .hostName, in: start..<range.upperBound)
        guard end > start else { return false }
        if isLiteral {
            guard end < range.upperBound, bytes[end] == UInt8(ascii: "]") else { return false }
            end += 1
        }
        return isPort(bytes, in: end..<range.upperBound)
    }

    private static func isPort(_ bytes: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return true }
        guard bytes[range.lowerBound] == UInt8(ascii: ":"), range.count <= 6 else { return false }
        var port = 0
        for index in range.dropFirst() {
            guard let digit = bytes[index].digit else { return false }
            port = port * 10 + digit
        }
        return port <= 65_535
    }
}
