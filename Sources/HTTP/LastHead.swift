/// A head that was read, for comparing: the same bytes mean the same request.
///
/// Comparing costs next to nothing, reading does not, and a kept connection mostly brings the same
/// fields again, or even the same request.
struct LastHead {
    /// The request without its body.
    let request: HTTPRequest
    let facts: HTTPFieldFacts
    private let fieldsStart: Int

    init(_ request: HTTPRequest, _ head: HTTPHead) {
        self.request = request
        facts = head.fields
        fieldsStart = head.fieldsStart
    }

    /// How long the same request is, which stands here; nil when another does, or a body follows.
    func wholeLength(in bytes: Span<UInt8>, at start: Int) -> Int? {
        guard !facts.announceBody, bytes.continues(with: request.head, from: 0, at: start) else {
            return nil
        }
        return request.head.count
    }

    /// How long the same fields are, which stand here; nil when others do.
    func fieldsLength(in bytes: Span<UInt8>, at start: Int) -> Int? {
        guard bytes.continues(with: request.head, from: fieldsStart, at: start) else { return nil }
        return request.head.count - fieldsStart
    }
}
