/// A refusal as it is answered: the status and the error object.
///
/// This is the one place with the vendor's words for what is refused. They stand byte for byte as
/// in the contract, odd grammar included, because clients match on them.
///
/// - Source: README section 5 and the tables of every file of the contract.
public struct ErrorBody: Error, Equatable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// The shape of the error object.
    public let family: Family
    /// The words.
    public let description: String
    /// The one field of the request that is to blame.
    public let field: String?
    /// `BAD_REQUEST_ERROR`, or `SERVER_ERROR`.
    public let code: String

    /// The shapes of the error object, each with its own order of members.
    public enum Family: Equatable, Sendable {
        /// A request that is not valid.
        case validation
        /// A rule of the trade.
        case notApplicable
        /// Code and description alone.
        case bare
        /// Allowed payers, with the reason of the refusal.
        case allowedPayer(reason: String)
        /// A customer's contact.
        case contact
        /// Source, step and reason null.
        case unexplained
        /// One of our own control routes, with the reason of the refusal and what may help.
        case control(reason: String, metadata: JSON = .emptyObject)
    }

    /// An error of a family.
    public init(
        _ family: Family, _ description: String, field: String? = nil, status: Int = 400,
        code: String? = nil
    ) {
        self.status = status
        self.family = family
        self.description = description
        self.field = field
        self.code = code ?? (status >= 500 ? "SERVER_ERROR" : "BAD_REQUEST_ERROR")
    }

    /// The error as it stands on the line.
    public var bytes: [UInt8] {
        var writer = JSONWriter(reserving: 320)
        writer.literal(#"{"error":{"code":"#)
        writer.string(code)
        writer.literal(#","description":"#)
        writer.string(description)
        switch family {
        case .validation:
            writer.literal(#","source":"business","step":"payment_initiation""#)
            writer.literal(#","reason":"input_validation_failed","metadata":{}"#)
            writer.field(field)
        case .notApplicable:
            writer.literal(#","source":"NA","step":"NA","reason":"NA","metadata":{}"#)
        case .bare: break
        case .allowedPayer(let reason):
            writer.field(field)
            writer.literal(#","source":"business","step":"virtual_account_edit","reason":"#)
            writer.string(reason)
            writer.literal(#","metadata":[]"#)
        case .contact:
            writer.literal(#","source":"business","step":"NA","reason":"invalid_contact_number""#)
            writer.literal(#","metadata":{}"#)
            writer.field(field)
        case .unexplained:
            writer.literal(#","source":null,"step":null,"reason":null,"metadata":{}"#)
        case .control(let reason, let metadata):
            writer.literal(#","source":"sandbox","step":"control","reason":"#)
            writer.string(reason)
            writer.literal(#","metadata":"#)
            writer.json(metadata)
            writer.field(field)
        }
        writer.literal("}}")
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func field(_ name: String?) {
        guard let name else { return }
        literal(#","field":"#)
        string(name)
    }
}

extension ErrorBody {
    /// The answer to a failure of our own.
    ///
    /// - Source: [O] README section 1.
    public static let serverFault = ErrorBody(
        .bare,
        "The server encountered an error. The incident has been reported to admins.",
        status: 500)

    /// The answer when the store cannot take a write.
    public static let storeFault = ErrorBody(
        .bare,
        "The sandbox could not store the change; nothing was changed. See its log.",
        status: 503)

    /// The answer to a throttled key.
    ///
    /// - Source: INFERRED text, README section 1.
    public static let throttled = ErrorBody(.bare, "Too many requests", status: 429)
}

extension ErrorBody {
    /// The same error of one item of a list: the words and the field name the item too.
    public func about(_ item: String) -> ErrorBody {
        ErrorBody(
            family, "\(item): \(description)", field: field.map { "\(item).\($0)" } ?? item,
            status: status, code: code)
    }
}
