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
