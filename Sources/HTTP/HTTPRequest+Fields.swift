/// The fields of the head, read from its bytes when asked for.
extension HTTPRequest {
    /// The request target as it was sent.
    public var target: String {
        let line = head.line
        return line.span.string(head.facts.targetStart..<head.facts.targetEnd)
    }

    /// The authority of a target in absolute form; nil where the target is a path, as it mostly is.
    public var targetAuthority: String? {
        let line = head.line
        let target = head.facts.targetStart..<head.facts.targetEnd
        return HTTPTarget.authority(line.span, in: target).map { line.span.string($0) }
    }

    /// The authority asked for, with its port where one was sent. Nil only in HTTP/1.0.
    ///
    /// That of an absolute target, or else the `Host` field (RFC 9112, section 3.2.2).
    public var host: String? {
        targetAuthority ?? header("Host")
    }

    /// What the handler has learnt from the fields. A request that comes with the very same fields
    /// over the same connection comes with the same memo.
    public var memo: AnyObject? {
        get { head.fields.memo }
        nonmutating set { head.fields.memo = newValue }
    }

    /// All fields in the order they came, with the spaces around the values taken off.
    public var headers: [(name: String, value: String)] {
        let all = head.fields.bytes
        let bytes = all.span
        var fields: [(name: String, value: String)] = []
        var position = 0
        while let (name, value) = nextField(in: bytes, from: &position) {
            fields.append((bytes.string(name), bytes.string(value)))
        }
        return fields
    }

    /// The value of the first field of this name, in any case, without the spaces around it.
    public func header(_ name: String) -> String? {
        let all = head.fields.bytes
        let bytes = all.span
        let wanted = name.utf8.span
        var position = 0
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
