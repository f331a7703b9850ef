import HTTP

/// A look at whether anybody answers somewhere.
enum Probe {
    /// Asks once, and gives up after two seconds.
    static func get(
        _ url: String, headers: [(name: String, value: String)] = []
    ) -> HTTPClientOutcome {
        guard let address = try? HTTPURL(url), let loop = try? Loop() else {
            return .failure(.system("\(url) cannot be asked"), milliseconds: 0)
        }
        var configuration = HTTPClient.Configuration()
        configuration.totalMilliseconds = 2_000
        configuration.verifiesCertificates = false
        var outcome = HTTPClientOutcome.failure(.withdrawn, milliseconds: 0)
        let request = HTTPClientRequest(method: .get, url: address, headers: headers, body: [])
        let client = HTTPClient(loop: loop, configuration: configuration)
        client.send(request) {
            outcome = $0
            loop.stop()
        }
        loop.run()
        return outcome
    }
}

extension HTTPClientFailure {
    /// Why there is no answer, for people.
    var words: String {
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
