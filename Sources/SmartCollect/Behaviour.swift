/// How the next deliveries to a webhook go wrong on purpose, so that its receiver can be tried.
///
/// It befalls fresh deliveries as they are queued, so many of them and no more; an attempt that is
/// made again because the one before failed is always a good one.
public struct Behaviour: Equatable, Sendable {
    /// What goes wrong.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The same event comes twice.
        case duplicate
        /// The event never comes.
        case drop
        /// So many events are held until all of them are there, and then come last first.
        case reorder
        /// The event comes late, and others pass it.
        case delay
        /// The signature is one that no secret makes.
        case badSignature
        /// The signature is made with a secret that the webhook had before.
        case oldSecret
    }

    /// What goes wrong.
    public let kind: Kind
    /// How many fresh deliveries it is still to befall.
    public var next: Int64
    /// Seconds by which a delivery, or its double, comes late.
    public let delay: Int64?

    /// How so many deliveries go wrong.
    public init(_ kind: Kind, next: Int64, delay: Int64? = nil) {
        self.kind = kind
        self.next = next
        self.delay = delay
    }
}
