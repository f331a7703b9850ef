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
    private static let controlTypes: Set = [
        "application/json", "application/x-ndjson", "application/ndjson", "text/csv",
        "application/yaml", "application/x-yaml", "text/yaml",
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

    /// Refuses a control request that a web page elsewhere has sent, or could have.
    func controlRefusal(of request: HTTPRequest) -> ErrorBody? {
        guard isOwnOrigin(request), isOwnSite(request) || isLink(request) else {
            return .control(
                "foreign_origin", "Control routes take no requests from other web pages.",
                status: 403)
        }
        guard isControlType(request) else {
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
        let origins = values(of: "origin", in: request)
        guard !origins.isEmpty else { return true }
        guard let host = request.host else { return false }
        return origins.allSatisfy { $0 == "http://\(host)" || $0 == "https://\(host)" }
    }

    /// Whether the browser, where there is one, says that our own page or nobody else has asked.
    private func isOwnSite(_ request: HTTPRequest) -> Bool {
        values(of: "sec-fetch-site", in: request).allSatisfy { site in
            ["same-origin", "none"].contains(site.lowercased())
        }
    }

    /// Whoever follows a link sees what it leads to; the page that it stood on does not.
    private func isLink(_ request: HTTPRequest) -> Bool {
        request.method == .get && request.header("Sec-Fetch-Mode") == "navigate"
    }

    /// Whether a request is of no type that a form of any page may be sent as.
    ///
    /// A POST without a body does something too. It needs no type, but what has one is a form.
    private func isControlType(_ request: HTTPRequest) -> Bool {
        guard request.method == .post || !request.body.isEmpty else { return true }
        let sender = request.sender
        guard sender.contentType != nil else { return request.body.isEmpty }
        if !sender.saysControlType {
            sender.saysControlType = values(of: "content-type", in: request)
                .allSatisfy(Doorkeeper.isControlType)
        }
        return sender.saysControlType
    }

    private static func isControlType(_ type: String) -> Bool {
        let words = type.prefix { $0 != ";" }.split { $0 == " " || $0 == "\t" }
        return words.count == 1 && controlTypes.contains(words[0].lowercased())
    }

    /// The values of a field that is named in small letters; mostly there is none.
    private func values(of name: String, in request: HTTPRequest) -> [String] {
        guard request.header(name) != nil else { return [] }
        return request.headers.filter { $0.name.lowercased() == name }.map(\.value)
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
