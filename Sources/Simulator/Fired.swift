public import SmartCollect
public import Storage

/// Something that happened because its time had come.
public struct Fired: Equatable, Sendable {
    /// When it was due, in Unix seconds.
    public let at: Timestamp
    /// What happened: the name of an event, or of our own for what has none.
    public let what: String
    /// To what: an id without its prefix.
    public let id: String
    /// What kind of thing the id names.
    public let kind: Due.Kind
    /// The attempt that was made, where one was.
    public let delivery: Delivery?

    init(
        at: Timestamp, what: String, id: String, kind: Due.Kind, delivery: Delivery? = nil
    ) {
        self.at = at
        self.what = what
        self.id = id
        self.kind = kind
        self.delivery = delivery
    }

    /// What became of a webhook; nil for news of anything else.
    init?(_ news: News, at now: Timestamp) {
        switch news {
        case .delivery(let delivery):
            self.init(
                at: delivery.result?.sentAt ?? now,
                what: "webhook.attempted", id: delivery.webhookID.text, kind: .delivery,
                delivery: delivery)
        case .disabled(let webhook):
            self.init(at: now, what: "webhook.disabled", id: webhook.text, kind: .delivery)
        case .events, .credit: return nil
        }
    }
}
