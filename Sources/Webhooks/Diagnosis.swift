import HTTP

/// What went wrong with a delivery, in plain words.
enum Diagnosis {
    /// Nil for success: any status from 200 to 299.
    static func of(status: Int) -> String? {
        switch status {
        case 200...299: nil
        case 300...399:
            "The receiver answered \(status), a redirect; redirects are not followed."
        case 400, 401, 403:
            "The receiver answered \(status). It may have found the signature wrong: it must hash "
                + "the raw body with the webhook's secret, which is not the API key's."
        case 404, 405:
            "The receiver answered \(status). Nothing takes POST at that path."
        default: "The receiver answered \(status)."
        }
    }

    static func of(_ failure: HTTPClientFailure) -> String {
        switch failure {
        case .unresolved(let name): "The name \(name) could not be resolved."
        case .addressRefused(let address):
            "The address \(address) may not be posted to while the sandbox listens beyond loopback."
        case .refused(let address, let port):
            isLoopback(address)
                ? "The connection to \(address) port \(port) was refused: nothing listens there. "
                    + "Inside a container, loopback is the container itself; the host is "
                    + "host.docker.internal."
                : "The connection to \(address) port \(port) was refused: nothing listens there."
        case .unreachable(let address, let reason): "\(address) cannot be reached: \(reason)."
        case .tls(let message):
            "TLS failed: \(message). --webhook-insecure accepts local certificates."
        case .timedOut(let afterHead):
            afterHead
                ? "The receiver began to answer and did not finish in time."
                : "The receiver did not answer in time."
        case .reset: "The receiver closed the connection without an answer."
        case .malformed(let what): "The receiver's answer is not HTTP: \(what)."
        case .withdrawn: "The attempt was given up because the sandbox stopped."
        case .system(let what): "The attempt could not be made: \(what)."
        }
    }

    private static func isLoopback(_ address: IPAddress) -> Bool {
        address.description == "::1" || address.description.hasPrefix("127.")
    }
}
