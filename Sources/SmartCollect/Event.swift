/// Something that happened and that webhooks tell of.
///
/// - Source: [D] webhooks.md section 3.
public struct Event: Hashable, Sendable {
    /// The name of the record; the same on every delivery.
    public let id: ID<Event>
    /// What happened.
    public let name: EventName
    /// When.
    public let createdAt: Timestamp

    /// An event as it is kept.
    public init(id: ID<Event>, name: EventName, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}

/// What can happen, by the names that the field knows.
public enum EventName: String, CaseIterable, Hashable, Sendable {
    case virtualAccountCreated = "virtual_account.created"
    case virtualAccountCredited = "virtual_account.credited"
    case virtualAccountClosed = "virtual_account.closed"
    case paymentAuthorized = "payment.authorized"
    case paymentCaptured = "payment.captured"
    case refundCreated = "refund.created"
    case refundProcessed = "refund.processed"
    case refundFailed = "refund.failed"
    case refundSpeedChanged = "refund.speed_changed"
}

/// Where a merchant wants to be told of events.
///
/// - Source: [D] webhooks.md section 1.
public struct Webhook: Hashable, Sendable {
    /// The name of the record.
    public let id: ID<Webhook>
    /// Where to post, up to 255 characters.
    public var url: String
    /// What deliveries are signed with; nil leaves them unsigned. Never shown.
    public var secret: String?
    /// Whom to alert when deliveries fail.
    public var alertEmail: String?
    /// What to tell of, as registered: names of events, also of such as never happen here, or `*`.
    public var events: [String]
    /// Whether it is told of anything at all.
    public var isActive: Bool
    /// When it was disabled after a day of failures; nil while it is not.
    public var disabledAt: Timestamp?
    /// When the record was made.
    public let createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp

    /// A webhook as it is kept.
    public init(
        id: ID<Webhook>, url: String, secret: String?, alertEmail: String?,
        events: [String], isActive: Bool = true, disabledAt: Timestamp? = nil,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.url = url
        self.secret = secret
        self.alertEmail = alertEmail
        self.events = events
        self.isActive = isActive
        self.disabledAt = disabledAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Whether an event of that name is to be delivered.
    public func wants(_ name: EventName) -> Bool {
        isActive && disabledAt == nil && (events.contains("*") || events.contains(name.rawValue))
    }
}
