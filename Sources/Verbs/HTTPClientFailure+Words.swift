public import HTTP

extension HTTPClientFailure {
    /// Why there is no answer, for people.
    public var words: String {
        switch self {
        case .unresolved(let name): "the name \(name) has no address"
        case .addressRefused(let address): "\(address) may not be called"
        case .refused(let address, let port): "nobody listens on port \(port) of \(address)"
        case .unreachable(let address, let reason): "\(address) cannot be reached: \(reason)"
        case .tls(let reason): "TLS failed: \(reason)"
        case .timedOut(afterHead: false): "no answer came in time"
        case .timedOut(afterHead: true): "the answer did not end in time"
        case .reset: "the connection was cut"
        case .malformed(let reason): "what answers does not speak HTTP: \(reason)"
        case .withdrawn: "nothing was sent"
        case .system(let reason): reason
        }
    }
}
