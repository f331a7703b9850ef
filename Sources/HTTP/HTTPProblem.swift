/// Why a request is refused before its meaning is looked at.
///
/// The handler puts it into words its clients understand, in ``HTTPHandler/refuse(_:)``.
public struct HTTPProblem: Error, Equatable, Sendable {
    /// The status to answer with, between 400 and 599.
    public let status: Int
    /// One sentence for people. It never repeats what the client sent.
    public let reason: String
    /// Whether the requests behind this one can still be told apart from its body.
    let keepsConnection: Bool

    /// A problem after which the connection is closed.
    public init(status: Int, reason: String) {
        self.init(status: status, reason: reason, keepsConnection: false)
    }

    init(status: Int, reason: String, keepsConnection: Bool) {
        self.status = status
        self.reason = reason
        self.keepsConnection = keepsConnection
    }

    /// A body that exceeds its limit.
    static var bodyTooLarge: HTTPProblem {
        HTTPProblem(status: 413, reason: "The body is too large.")
    }

    /// A request that breaks the grammar of RFC 9112.
    static func malformed(_ reason: String) -> HTTPProblem {
        HTTPProblem(status: 400, reason: reason)
    }
}
