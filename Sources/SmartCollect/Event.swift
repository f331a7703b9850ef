/// Something that happened and that webhooks tell of.
///
/// - Source: [D] webhooks.md section 3.
public struct Event: Equatable, Sendable {
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
///
/// - Source: [D] webhooks.md section 3; that payments to virtual accounts raise those of payments
///   INFERRED.
public enum EventName: String, CaseIterable, Hashable, Sendable {
    /// A virtual account was made.
    case virtualAccountCreated = "virtual_account.created"
    /// A virtual account received a payment, which is captured by then.
    case virtualAccountCredited = "virtual_account.credited"
    /// A virtual account was closed, by hand, by `close_by` or by dormancy.
    case virtualAccountClosed = "virtual_account.closed"
    /// A payment arrived that does not go back at once.
    case paymentAuthorized = "payment.authorized"
    /// A payment became the merchant's, right after it arrived.
    case paymentCaptured = "payment.captured"
    /// A refund was made, by the merchant or on the arrival of a payment.
    case refundCreated = "refund.created"
    /// The money of a refund is back with the payer.
    case refundProcessed = "refund.processed"
    /// A refund did not reach the payer, and its amount is the payment's again.
    case refundFailed = "refund.failed"
    /// A refund that was asked to be optimum goes on at normal speed.
    case refundSpeedChanged = "refund.speed_changed"
}
