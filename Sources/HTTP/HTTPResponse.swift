/// An answer: a status, header fields in the order they are sent, and a body.
///
/// `Content-Length`, `Connection`, `Transfer-Encoding` and `Date` are the server's: given here,
/// they are left out. No `Content-Type` is invented.
public struct HTTPResponse: Sendable {
    /// The status, 200 to 599.
    public var status: Int
    /// Fields in the order they are sent.
    ///
    /// Control characters in a value are sent as spaces.
    public var headers: [(name: String, value: String)]
    /// The bytes of the body, not sent in answer to HEAD.
    public var body: [UInt8]

    /// An answer with these parts.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of this name, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.utf8.span.equalsIgnoringCase(name.utf8.span) }?.value
    }
}
