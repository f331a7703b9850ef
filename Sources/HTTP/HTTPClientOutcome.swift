/// What became of a request to another server.
public enum HTTPClientOutcome: Sendable {
    /// The server answered, whatever it said. Redirects are not followed.
    case response(HTTPClientResponse)
    /// There is no answer, and how many milliseconds it took to find out.
    case failure(HTTPClientFailure, milliseconds: Int64)
}

/// Another server's answer.
public struct HTTPClientResponse: Sendable {
    /// The status, 200 to 599.
    public let status: Int
    /// The fields in the order they came.
    public let headers: [(name: String, value: String)]
    /// The body, at most ``HTTPClient/Configuration/responseBytesMax``.
    public let body: [UInt8]
    /// Whether there was more of the body.
    public let isCut: Bool
    /// From the sending until the answer was read, in milliseconds.
    public let milliseconds: Int64
}

/// Why there is no answer.
public enum HTTPClientFailure: Error, Equatable, Sendable {
    /// The name has no address, or nobody could say.
    case unresolved(name: String)
    /// Every address the name has is one that the configuration refuses; the last of them.
    case addressRefused(IPAddress)
    /// Nobody listens there.
    case refused(IPAddress, port: UInt16)
    /// The address cannot be reached, and why.
    case unreachable(IPAddress, reason: String)
    /// TLS failed, above all because the certificate could not be verified, and why.
    case tls(String)
    /// The time was over before the head of an answer came, or behind it.
    case timedOut(afterHead: Bool)
    /// The connection was cut or reset before a whole answer came.
    case reset
    /// What came is not an HTTP/1 answer, and why.
    case malformed(String)
    /// The pass of the loop in which it was asked for could not be committed: nothing was sent.
    case withdrawn
    /// This machine could not do it, and why.
    case system(String)
}
