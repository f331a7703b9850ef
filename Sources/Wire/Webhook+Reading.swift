public import SmartCollect

/// A request to register a webhook or to change one.
///
/// - Source: [D] webhooks.md section 1; the refusals INFERRED.
public struct WebhookDraft: Equatable, Sendable {
    /// Where to post.
    public let url: String?
    /// What deliveries are signed with.
    public let secret: String?
    /// Whom to alert.
    public let alertEmail: String?
    /// What to tell of.
    public let events: [String]?
    /// Whether to tell of anything.
    public let isActive: Bool?

    private static let urlLengthMax = 255
    private static let secretLengthMax = 255
    private static let emailLengthMax = 255

    /// A request whose fields are known to be right.
    public init(url: String, secret: String?, events: [String] = ["*"]) {
        self.url = url
        self.secret = secret
        self.events = events
        alertEmail = nil
        isActive = nil
    }

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - body: the folded request.
    ///   - required: the fields that must be there.
    /// - Throws: ``Refusal/unknownParameters(_:)``, ``Refusal/required(_:)``,
    ///   ``Refusal/tooLong(_:_:)``, ``Refusal/formatInvalid(_:)``,
    ///   ``Refusal/unknownChoice(_:)``.
    public init(reading body: JSON, requiring required: [Field]) throws(Refusal) {
        let fields = try Fields(
            body, knowing: ["url", "events", "secret", "alert_email", "active"])
        url = try WebhookDraft.url(fields)
        if url == nil && required.contains(.url) { throw .required(.url) }
        events = try WebhookDraft.events(fields)
        let isAskedFor = required.contains(.events) || fields.filled("events") != nil
        if events == nil && isAskedFor { throw .required(.events) }
        secret = try fields.text(.secret, lengthMax: WebhookDraft.secretLengthMax)
        alertEmail = try fields.text(.alertEmail, lengthMax: WebhookDraft.emailLengthMax)
        isActive = try WebhookDraft.flag(fields, .active)
    }

    private static func url(_ fields: Fields) throws(Refusal) -> String? {
        guard fields.filled("url") != nil,
            let url = try fields.text(.url, lengthMax: urlLengthMax)
        else { return nil }
        guard isWebAddress(url) else { throw .formatInvalid(.url) }
        return url
    }

    /// `http` or `https`, a host, nothing that breaks a line, no credentials.
    private static func isWebAddress(_ url: String) -> Bool {
        let lower = url.foldedASCII
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return false }
        guard let slashes = url.range(of: "//") else { return false }
        let authority = url[slashes.upperBound...].prefix { !"/?#".contains($0) }
        return !authority.isEmpty && !authority.contains("@")
            && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// A list of names, or of old a map of names to flags.
    private static func events(_ fields: Fields) throws(Refusal) -> [String]? {
        guard let value = fields.filled("events"), !value.isEmpty else { return nil }
        let names: [String]
        if let items = value.asList {
            names = items.map { $0.asText ?? "" }
        } else {
            names = value.members.filter { $0.value.asFlag == true }.map(\.name)
        }
        guard !names.isEmpty else { return nil }
        guard names.allSatisfy(isEventName) else { throw .unknownChoice(.events) }
        return names
    }

    /// `*`, or words joined by dots: also of events that never happen here.
    private static func isEventName(_ name: String) -> Bool {
        name == "*"
            || (name.utf8.contains(46) && name.utf8.count <= 64
                && name.utf8.allSatisfy { $0 &- 97 < 26 || $0 == 46 || $0 == 95 })
    }

    private static func flag(_ fields: Fields, _ field: Field) throws(Refusal) -> Bool? {
        guard let value = fields.filled(field.wire) else { return nil }
        guard let flag = value.asFlag else { throw .unknownChoice(field) }
        return flag
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return start..<index(start, offsetBy: text.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
