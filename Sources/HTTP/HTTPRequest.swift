/// A request: what was asked for, and the body that came with it.
///
/// The head is kept as the bytes that came, already checked; a field becomes text when asked for.
public struct HTTPRequest: Sendable {
    let head: RequestHead
    /// The body, empty when none came.
    public internal(set) var body: [UInt8]

    /// How many bytes it takes: those of its head and those of its body.
    public var size: Int { head.byteCount + body.count }

    init(_ head: RequestHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// The method.
    public var method: HTTPMethod { head.method }

    /// The path, percent-decoded exactly once, without the query; it begins with "/".
    public var path: String { head.path }

    /// What stands behind the first "?", undecoded; nil when there is none.
    public var query: String? { head.query }

    /// A request as a test writes it, without a socket.
    ///
    /// The target is the path with its query, percent-encoded as on the line; where the encoding is
    /// malformed the path is taken as it stands. The headers, `Host` included, have no line ends.
    public init(
        method: HTTPMethod, target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
        let parsed = try? HTTPTarget(target.utf8.span, in: 0..<target.utf8.count)
        var facts = HTTPHead()
        facts.method = method
        facts.targetStart = method.name.utf8.count + 1
        facts.targetEnd = facts.targetStart + target.utf8.count
        let head = RequestHead(
            line: Array("\(method.name) \(target) HTTP/1.1\r\n".utf8),
            fields: HTTPFields(bytes: Array(lines.utf8), facts: facts.fields),
            target: parsed ?? HTTPTarget(path: target, query: nil), facts: facts, as: method)
        self.init(head, body: body)
    }

    /// The same for a path and a query given apart, both percent-encoded as on the line.
    public init(
        method: HTTPMethod, path: String, query: String?,
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        let target = query.map { path + "?" + $0 } ?? path
        self.init(method: method, target: target, headers: headers, body: body)
    }
}

/// What the answer to a request must know of it.
struct Exchange: OptionSet, Sendable {
    let rawValue: UInt8

    /// The answer has no body (HEAD).
    static let headOnly = Exchange(rawValue: 1)
    /// The connection ends with the answer.
    static let closes = Exchange(rawValue: 2)
    /// The client speaks HTTP/1.0: no chunks, and a kept connection is said to be kept.
    static let isVersion10 = Exchange(rawValue: 4)
    /// The client waits for 100 before it sends its body.
    static let expectsContinue = Exchange(rawValue: 8)
}
