/// The fields of a head: shared by all heads of a connection that came with the very same.
///
/// It is `@unchecked` because of the memo, which is used on the loop's thread only.
final class HTTPFields: @unchecked Sendable {
    /// Each line with its CR LF, and the empty line.
    let bytes: [UInt8]
    /// What they say to the server.
    let facts: HTTPFieldFacts
    /// What they say to the handler.
    var memo: AnyObject?

    init(bytes: [UInt8], facts: HTTPFieldFacts) {
        self.bytes = bytes
        self.facts = facts
    }
}
