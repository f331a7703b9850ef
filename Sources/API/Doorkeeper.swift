import HTTP
import Wire

/// Keeps web pages from elsewhere out: by the name that a request calls us, and by where it says
/// that it comes from.
struct Doorkeeper {
    /// Names that are let in besides those that every sandbox answers to.
    let allowedHosts: Set<String>

    private static let knownHosts: Set = [
        "host.docker.internal", "host.testcontainers.internal", "api.razorpay.com",
    ]

    /// Refuses a request that calls us by a name which could be anybody's.
    func refusal(of request: HTTPRequest) -> ErrorBody? {
        let (authority, sender) = (request.targetAuthority, request.sender)
        if authority == nil && sender.isAtHome { return nil }
        guard let host = authority ?? request.host else { return nil }
        guard !isKnown(Doorkeeper.name(of: host)) else {
            sender.isAtHome = authority == nil
            return nil
        }
        return ErrorBody(
            .bare,
            "The Host header names no host of this sandbox. Call it by an address, by localhost, "
                + "or start it with --allow-host NAME.", status: 421)
    }

    /// Refuses a control request that a web page elsewhere has sent.
    func controlRefusal(of request: HTTPRequest) -> ErrorBody? {
        if request.header("Origin") != nil, !isOwnOrigin(request) {
            return .control(
                "foreign_origin", "Control routes take no requests from other web pages.",
                status: 403)
        }
        let site = request.header("Sec-Fetch-Site")
        // Whoever follows a link sees what it leads to; the page that it stood on does not.
        let isLink = request.method == .get && request.header("Sec-Fetch-Mode") == "navigate"
        if (site == "cross-site" || site == "same-site") && !isLink {
            return .control(
                "foreign_origin", "Control routes take no requests from other web pages.",
                status: 403)
        }
        guard request.body.isEmpty || isControlType(request.sender.contentType) else {
            return .control(
                "content_type",
                "Control routes take JSON, NDJSON, CSV or YAML; say which in "
                    + "Content-Type.", status: 415)
        }
        return nil
    }

    /// An address, a name without a dot, a name below localhost, or one that was allowed.
    private func isKnown(_ host: String) -> Bool {
        guard !host.isEmpty else { return false }
        if host.hasPrefix("[") && host.hasSuffix("]") {
            return IPAddress(String(host.dropFirst().dropLast())) != nil
        }
        return !host.utf8.contains(UInt8(ascii: ".")) || host.hasSuffix(".localhost")
            || Doorkeeper.knownHosts.contains(host) || allowedHosts.contains(host)
            || IPAddress(host) != nil
    }

    /// Whether all that is said of the origin means us.
    private func isOwnOrigin(_ request: HTTPRequest) -> Bool {
        guard let host = request.host else { return false }
        return request.headers.allSatisfy { name, value in
            name.lowercased() != "origin" || value == "http://\(host)"
                || value == "https://\(host)"
        }
    }

    private func isControlType(_ type: String?) -> Bool {
        guard let type else { return false }
        // What nearly everybody says.
        if type == "application/json" { return true }
        let name = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        return [
            "application/json", "application/x-ndjson", "application/ndjson", "text/csv",
            "application/yaml", "application/x-yaml", "text/yaml",
        ].contains(name)
    }

    /// The host without its port, in small letters.
    private static func name(of host: String) -> String {
        let end =
            host.hasPrefix("[")
            ? host.firstIndex(of: "]").map { host.index(after: $0) } ?? host.endIndex
            : host.firstIndex(of: ":") ?? host.endIndex
        return host[..<end].lowercased()
    }
}
