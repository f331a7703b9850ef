/// Why a server cannot do what the operator asked of it. Never a fault of a client.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Someone else listens there.
    case addressInUse(String)
    /// The address is not one of this machine's, or not an address at all.
    case addressNotAvailable(String)
    /// The process may not listen there.
    case notPermitted(String)
    /// The certificate or its key cannot be used, and why.
    case certificate(String)
    /// The system refused something else, and why.
    case system(String)

    /// The error as a sentence without a full stop.
    public var description: String {
        switch self {
        case .addressInUse(let place): "\(place) is in use already"
        case .addressNotAvailable(let place): "\(place) is not an address of this machine"
        case .notPermitted(let place): "listening on \(place) is not permitted"
        case .certificate(let why): "the TLS certificate cannot be used: \(why)"
        case .system(let why): why
        }
    }
}
