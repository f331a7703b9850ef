public import SmartCollect
import Wire

extension Books {
    /// Notes that something happened, and queues it for every webhook that wants to know, in the
    /// transaction that caused it.
    func raise(
        _ name: EventName, _ parts: [EventBody.Part], account: ID<VirtualAccount>,
        payment: ID<Payment>? = nil, refund: ID<Refund>? = nil
    ) throws {
        let event = Event(id: id(), name: name, createdAt: now)
        let record = EventRecord(
            event: event, virtualAccountID: account, paymentID: payment, refundID: refund)
        let body = EventBody(event, of: merchant, parts: parts)
        try tables.events.insert(record, body: body.bytes, of: number)
        for webhook in try webhooks() where webhook.wants(name) {
            try queue(event.id, to: webhook)
        }
        store.tell(.event(record), of: self)
    }

    func raise(
        _ name: EventName, _ parts: [EventBody.Part], about payment: Payment,
        refund: ID<Refund>? = nil
    ) throws {
        try raise(
            name, parts, account: payment.virtualAccountID, payment: payment.id, refund: refund)
    }

    /// The event of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func event(_ id: ID<Event>) throws -> EventRecord {
        guard let record = try tables.events.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return record
    }

    /// The bytes that webhooks are told of an event.
    public func body(of event: ID<Event>) throws -> [UInt8] {
        try tables.events.body(event, of: number) ?? []
    }

    /// A page of events, newest first.
    public func events(_ filter: EventFilter) throws -> [EventRecord] {
        try tables.events.list(filter, of: number)
    }

    /// The events after one, oldest first; the filter's page counts only for how many.
    ///
    /// Where there is no webhook, every event counts as delivered: to the built-in receiver.
    public func events(
        _ filter: EventFilter, after id: ID<Event>?, deliveredOnly: Bool = false
    ) throws -> [EventRecord] {
        let deliveredOnly = try deliveredOnly && !webhooks().isEmpty
        return try tables.events.list(
            filter, after: id, deliveredOnly: deliveredOnly, of: number)
    }
}
