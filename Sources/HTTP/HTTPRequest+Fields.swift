/// The fields of the head, read from its bytes when asked for.
extension HTTPRequest {
    /// The request target as it was sent.
    public var target: String {
        let all = head.bytes
        let bytes = all.span
        return bytes.string(targetRange(in: bytes))
    }

    /// The authority asked for, with its port where one was sent. Nil only in HTTP/1.0.
    ///
    /// That of an absolute target, or else the `Host` field (RFC 9112, section 3.2.2).
    public var host: String? {
        let all = head.bytes
        let bytes = all.span
        let target = targetRange(in: bytes)
        if let authority = HTTPTarget.authority(bytes, in: target) {
            return bytes.string(authority)
        }
        return header("Host")
    }

    /// All fields in the order they came, with the spaces around the values taken off.
    public var headers: [(name: String, value: String)] {
        let all = head.bytes
        let bytes = all.span
        var fields: [(name: String, value: String)] = []
        var position = firstField(in: bytes)
        while let (name, value) = nextField(in: bytes, from: &position) {
            fields.append((bytes.string(name), bytes.string(value)))
        }
        return fields
    }

    /// The value of the first field of this name, in any case, without the spaces around it.
    public func header(_ name: String) -> String? {
        let all = head.bytes
        let bytes = all.span
        let wanted = name.utf8.span
        var position = firstField(in: bytes)
        while let end = bytes.firstIndex(of: .lineFeed, in: position..<bytes.count) {
            let colon = position + wanted.count
            if colon < end, bytes[colon] == UInt8(ascii: ":"),
                bytes.equalsIgnoringCase(wanted, at: position)
            {
                return bytes.string(bytes.trimmed(colon + 1..<end - 1))
            }
            position = end + 1
        }
        return nil
    }

    private func targetRange(in bytes: Span<UInt8>) -> Range<Int> {
        let start = method.name.utf8.count + 1
        return start..<(firstField(in: bytes) - " HTTP/1.1\r\n".utf8.count)
    }

    private func firstField(in bytes: Span<UInt8>) -> Int {
        bytes.firstIndex(of: .lineFeed, in: 0..<bytes.count).map { $0 + 1 } ?? bytes.count
    }

    private func nextField(
        in bytes: Span<UInt8>, from position: inout Int
    ) -> (name: Range<Int>, value: Range<Int>)? {
        let start = position
        guard let end = bytes.firstIndex(of: .lineFeed, in: start..<bytes.count),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: start..<end)
        else { return nil }
        position = end + 1
        return (start..<colon, bytes.trimmed(colon + 1..<end - 1))
    }
}
