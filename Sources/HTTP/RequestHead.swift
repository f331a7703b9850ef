/// A head that was read: shared by whatever is done with its request, and compared with the next.
///
/// The same bytes mean the same request. Comparing costs next to nothing, reading does not, and a
/// kept connection mostly brings the same fields again, or even the same head.
final class RequestHead: Sendable {
    /// The request line and the fields, each line with its CR LF, and the empty line.
    let bytes: [UInt8]
    let method: HTTPMethod
    let path: String
    let query: String?
    /// How the answer is to be framed.
    let exchange: Exchange
    /// What its lines said to the reader.
    let facts: HTTPHead

    init(bytes: [UInt8], method: HTTPMethod, target: HTTPTarget, facts: HTTPHead) {
        self.bytes = bytes
        self.method = method
        path = target.path
        query = target.query
        exchange = facts.exchange
        self.facts = facts
    }

    /// Whether the same head stands here.
    func isRepeated(in bytes: Span<UInt8>, at start: Int) -> Bool {
        bytes.continues(with: self.bytes, from: 0, at: start)
    }

    /// How long the same fields are, which stand here; nil when others do.
    func fieldsLength(in bytes: Span<UInt8>, at start: Int) -> Int? {
        let first = facts.fieldsStart
        guard bytes.continues(with: self.bytes, from: first, at: start) else { return nil }
        return self.bytes.count - first
    }
}
