/// The methods this server knows.
///
/// Any other is answered 501 by the server itself and never reaches a handler.
public enum HTTPMethod: UInt8, Sendable, CaseIterable {
    /// Each is the method of the same name in capitals.
    case get, head, post, put, patch, delete, options, trace

    /// The method as it stands on the line, in capitals.
    public var name: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        }
    }
}
