/// A head that was read: shared by whatever is done with its request, and compared with the next.
///
/// The same bytes mean the same request. Comparing costs next to nothing, reading does not, and a
/// kept connection mostly brings the same fields again, or even the same head.
final class RequestHead: Sendable {
    /// The request line with its CR LF.
    let line: [UInt8]
    let fields: HTTPFields
    let method: HTTPMethod
    let path: String
    let query: String?
    /// How the answer is to be framed.
    let exchange: Exchange
    /// What its lines said to the reader.
    let facts: HTTPHead

    init(
        line: [UInt8], fields: HTTPFields, target: HTTPTarget, facts: HTTPHead,
        as method: HTTPMethod
    ) {
        self.line = line
        self.fields = fields
        self.method = method
        path = target.path
        query = target.query
        exchange = facts.exchange
        self.facts = facts
    }

    /// How many bytes it took.
    var byteCount: Int { line.count + fields.bytes.count }

    /// Whether the same head stands here.
    func isRepeated(in bytes: Span<UInt8>, at start: Int) -> Bool {
        bytes.continues(with: line, at: start)
            && bytes.continues(with: fields.bytes, at: start + line.count)
    }
}
