import HTTP

/// What went wrong with a delivery, in plain words, and what to do about it.
enum Diagnosis {
    /// Nil for success: any status from 200 to 299.
    static func of(status: Int) -> String? {
        switch status {
        case 200...299: nil
        case 300...399: "The receiver answered \(status), a redirect; redirects are not followed."
        case 400, 401, 403, 422: answered(status, signatureHint)
        case 404, 405:
            answered(status, "Nothing takes POST at that path; is the URL the right one?")
        case 411, 413, 415: answered(status, "It does not take a body of JSON like this one.")
        case 419: answered(status, "It asks for a token against forged forms; exempt that path.")
        case 400...499: answered(status, "It is there and refuses this event.")
        case 502, 503, 504: answered(status, "A proxy is there, and nothing behind it.")
        default: answered(status, "Its own log says why.")
        }
    }

    private static func answered(_ status: Int, _ hint: String) -> String {
        "The receiver answered \(status). \(hint)"
    }

    private static let signatureHint =
        "It may have found the signature wrong: it must hash the raw body with the webhook's "
        + "secret, which is not the API key's. POST /_sandbox/webhooks/verify finds the mistake."

    static func of(_ failure: HTTPClientFailure) -> String {
        switch failure {
        case .unresolved(let name):
            "The name \(name) could not be resolved. In a container, the host is "
                + "host.docker.internal, and other containers are known on a shared network only."
        case .addressRefused(let address):
            "\(address) may not be posted to while the sandbox listens beyond loopback; "
                + "--webhook-allow names those that may."
        case .refused(let address, let port): refused(address, port)
        case .unreachable(let address, let reason): "\(address) cannot be reached: \(reason)."
        case .tls(let message): tls(message)
        case .timedOut(let afterHead):
            afterHead
                ? "The receiver began to answer and did not finish within five seconds."
                : "The receiver did not answer within five seconds; answer first, work later."
        case .reset: "The receiver closed the connection without an answer."
        case .malformed(let what):
            "The receiver's answer is not HTTP (\(what)). Does it speak TLS, so that the URL must "
                + "begin with https?"
        case .withdrawn: "Nothing was sent: what came before it could not be stored."
        case .system(let what): "The attempt could not be made: \(what)."
        }
    }

    private static func refused(_ address: IPAddress, _ port: UInt16) -> String {
        let fact = "The connection to \(address) port \(port) was refused: nothing listens there."
        guard Network.loopback.contains(where: { $0.contains(address) }) else { return fact }
        return fact + " In a container, loopback is the container itself; the host is "
            + "host.docker.internal."
    }

    private static func tls(_ message: String) -> String {
        let words = message.lowercased()
        let has = { (text: String) in words.contains(text) }
        if has("certificate") || has("self-signed") || has("self signed") || has("unable to") {
            return "The receiver's certificate is not trusted (\(message)). --webhook-insecure "
                + "accepts local certificates."
        }
        if has("mismatch") {
            return "The receiver's certificate is for another name (\(message)). "
                + "--webhook-insecure accepts it."
        }
        if has("wrong version") || has("packet length") || has("http request") {
            return "The receiver does not speak TLS on that port (\(message)); should the URL "
                + "begin with http:?"
        }
        return "TLS failed: \(message)."
    }
}
