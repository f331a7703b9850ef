/// Lines, which both heads and chunked bodies are made of.
extension HTTPReader {
    /// Where a field line was found.
    struct FieldLine {
        let name: Range<Int>
        let value: Range<Int>
        /// Behind the line end.
        let end: Int
    }

    /// A line end, which must stand here: where it is over, or nil while it is not all here.
    func lineEnd(_ bytes: Span<UInt8>, at index: Int) throws(HTTPProblem) -> Int? {
        guard index < bytes.count else { return nil }
        guard bytes[index] == .carriageReturn else { throw Self.noLineEnd }
        guard index + 1 < bytes.count else { return nil }
        guard bytes[index + 1] == .lineFeed else { throw Self.noLineEnd }
        return index + 2
    }

    /// A field line; nil while it is not all here.
    ///
    /// It counts against the limits that head and trailers share.
    mutating func fieldLine(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(HTTPProblem) -> FieldLine? {
        let upper = min(bytes.count, start + limits.fieldBytesMax - head.fields.byteCount + 1)
        let colon = bytes.end(of: .token, in: start..<upper)
        guard colon < upper else { return try unfinished(upper - start) }
        guard colon > start, bytes[colon] == UInt8(ascii: ":") else {
            throw .malformed("A header line does not begin with a name and a colon.")
        }
        let valueEnd = bytes.firstControl(in: colon + 1..<upper)
        guard valueEnd < upper else { return try unfinished(upper - start) }
        guard let end = try lineEnd(bytes, at: valueEnd) else { return nil }
        head.fields.byteCount += end - start
        head.fields.count += 1
        if head.fields.count > limits.fieldsMax { throw Self.tooManyFields }
        return FieldLine(name: start..<colon, value: colon + 1..<valueEnd, end: end)
    }

    private func unfinished(_ length: Int) throws(HTTPProblem) -> FieldLine? {
        if length > limits.fieldBytesMax - head.fields.byteCount { throw Self.tooManyFields }
        return nil
    }

    private static var noLineEnd: HTTPProblem {
        .malformed("A line has a control character, or does not end in CR LF.")
    }

    private static var tooManyFields: HTTPProblem {
        HTTPProblem(status: 431, reason: "The header fields are too many or too large.")
    }
}
