/// How telling a webhook of an event went.
public enum DeliveryStatus: String, CaseIterable, Hashable, Sendable {
    /// Planned, answered by a 2xx in time, not answered so, or never sent on purpose.
    case pending, delivered, failed, dropped
}
