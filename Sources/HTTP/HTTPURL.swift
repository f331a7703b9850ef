/// An absolute http or https URL that a client can send to, checked and taken apart.
public struct HTTPURL: Equatable, Sendable, CustomStringConvertible {
    /// How the origin is spoken to.
    public enum Scheme: String, Sendable {
        /// In clear.
        case http
        /// Through TLS.
        case https
    }

    /// Why a text is not such a URL. Cases stand in the order in which they win.
    public enum Problem: Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
        /// It has a space, a control or a character beyond ASCII.
        case character
        /// It does not begin with `http://` or `https://`.
        case scheme
        /// It names a user or a password.
        case credentials
        /// Its host is neither a name nor an address in the usual form.
        case host
        /// Its port is not between 1 and 65535.
        case port
        /// It has a fragment, which is never sent.
        case fragment

        /// The problem as a sentence without a full stop.
        public var description: String {
            switch self {
            case .character: "a URL has no spaces, controls or characters beyond ASCII"
            case .scheme: "the URL must begin with http:// or https://"
            case .credentials: "the URL must not name a user or a password"
            case .host: "the URL's host is neither a name nor an address in the usual form"
            case .port: "the URL's port is not between 1 and 65535"
            case .fragment: "the URL has a fragment, which is never sent"
            }
        }
    }

    /// How the origin is spoken to.
    public let scheme: Scheme
    /// A name in small letters, or an address without brackets.
    public let host: String
    /// The port, given or the scheme's own.
    public let port: UInt16
    /// Path and query as they are sent; at least "/".
    public let target: String

    /// Reads a URL.
    ///
    /// - Throws: ``Problem``, the first that applies.
    public init(_ text: String) throws(Problem) {
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { throw .character }
        var rest = text[...]
        scheme = try Self.takeScheme(&rest)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = rest[authority.endIndex...]
        (host, port) = try Self.split(authority, scheme)
        guard !tail.contains("#") else { throw .fragment }
        target = tail.first == "/" ? String(tail) : "/" + tail
    }

    /// The authority as it stands in a `Host` field: without the scheme's own port.
    public var authority: String {
        let host = isIPv6 ? "[\(self.host)]" : self.host
        return port == Self.ownPort(scheme) ? host : "\(host):\(port)"
    }

    /// The URL in full.
    public var description: String {
        "\(scheme.rawValue)://\(authority)\(target)"
    }

    /// Whether the host is an address and no name has to be looked up.
    public var hasAddress: Bool {
        isIPv6 || Self.isIPv4(host)
    }

    private var isIPv6: Bool {
        host.utf8.contains(UInt8(ascii: ":"))
    }

    private static func ownPort(_ scheme: Scheme) -> UInt16 {
        scheme == .http ? 80 : 443
    }

    private static func takeScheme(_ rest: inout Substring) throws(Problem) -> Scheme {
        for scheme in [Scheme.http, .https] {
            let start = "\(scheme.rawValue)://"
            guard rest.prefix(start.count).lowercased() == start else { continue }
            rest = rest.dropFirst(start.count)
            return scheme
        }
        throw .scheme
    }

    private static func split(
        _ authority: Substring, _ scheme: Scheme
    ) throws(Problem) -> (String, UInt16) {
        guard !authority.contains("@") else { throw .credentials }
        let isLiteral = authority.first == "["
        let end = isLiteral ? authority.firstIndex(of: "]") : authority.firstIndex(of: ":")
        let host = authority[..<(end ?? authority.endIndex)].drop { $0 == "[" }.lowercased()
        guard isLiteral ? end != nil && isIPv6(host) : isName(host) || isIPv4(host) else {
            throw .host
        }
        let port = authority[(end ?? authority.endIndex)...].drop { isLiteral && $0 == "]" }
        guard !port.isEmpty else { return (host, ownPort(scheme)) }
        guard port.first == ":", port.count <= 6, let number = UInt16(port.dropFirst()), number > 0,
            port.dropFirst().allSatisfy(\.isNumber)
        else { throw .port }
        return (host, number)
    }

    /// A name of labels, the last of which is not a number: such a one would be an odd address.
    private static func isName(_ host: String) -> Bool {
        guard !host.isEmpty, host.utf8.count <= 253 else { return false }
        var labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.last == "" { labels.removeLast() }
        guard let last = labels.last, !last.allSatisfy(\.isNumber), !last.hasPrefix("0x") else {
            return false
        }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63
                && label.utf8.allSatisfy {
                    $0 &- 97 < 26 || $0.digit != nil || $0 == UInt8(ascii: "-")
                        || $0 == UInt8(ascii: "_")
                }
        }
    }

    private static func isIPv4(_ host: String) -> Bool {
        IPAddress(host)?.bytes.count == 4
    }

    private static func isIPv6(_ host: String) -> Bool {
        IPAddress(host)?.bytes.count == 16
    }
}
