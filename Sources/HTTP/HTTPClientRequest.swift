/// Something to send to another server.
public struct HTTPClientRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// Where to.
    public var url: HTTPURL
    /// Fields in the order they are sent.
    ///
    /// `Host`, `Content-Length`, `Connection` and `Transfer-Encoding` are the client's own.
    public var headers: [(name: String, value: String)]
    /// The body, sent in one piece with the head.
    public var body: [UInt8]

    /// A request with these parts.
    public init(
        method: HTTPMethod = .post, url: HTTPURL, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
