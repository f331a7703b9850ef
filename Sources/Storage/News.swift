public import SmartCollect

/// Something new in a merchant's books that somebody may wait for.
public enum News: Equatable, Sendable {
    /// Something happened, of which these events tell.
    case events([EventRecord])
    /// Money arrived, or a credit that waited was settled.
    case credit(CreditRecord)
    /// A webhook was told something, or could not be.
    case delivery(Delivery)
    /// A webhook was disabled after a day of failures.
    case disabled(ID<Webhook>)
}
