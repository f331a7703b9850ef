public import SmartCollect
import Wire

extension Books {
    /// Notes that something happened, and queues its events for every webhook that wants to know,
    /// in the transaction that caused it.
    ///
    /// - Parameters:
    ///   - happening: what happened.
    ///   - parts: what it happened to; each event tells of those that concern it.
    ///   - account: the account that it happened to.
    ///   - payment: the payment that it happened to, if one.
    ///   - refund: the refund that it happened to, if one.
    /// - Returns: the events.
    /// - Throws: `SQLiteError` where it cannot be stored.
    @discardableResult
    func raise(
        _ happening: Happening, parts: [EventBody.Part], account: ID<VirtualAccount>,
        payment: ID<Payment>? = nil, refund: ID<Refund>? = nil
    ) throws -> [EventRecord] {
        let record = HappeningRecord(
            id: happeningID(), happening: happening, virtualAccountID: account,
            paymentID: payment, refundID: refund, createdAt: now,
            parts: KeptParts(parts: parts, upiDetails: merchant.settings.upiDetails))
        try keep(record)
        let events = record.events
        for record in events {
            for webhook in try webhooks() where webhook.wants(record.event.name) {
                try queue(record.event.id, to: webhook)
            }
        }
        store.tell(.events(events), of: self)
        return events
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

    /// The bytes that webhooks are told of an event, the same whenever they are asked for.
    public func body(of id: ID<Event>) throws -> [UInt8] {
        guard let (event, kept) = try tables.events.told(id, of: number) else { return [] }
        return EventBody(
            event, of: merchant.accountID, parts: kept.parts, upiDetails: kept.upiDetails
        ).bytes
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
