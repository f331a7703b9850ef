public import SmartCollect
import Wire

/// The outbox: what webhooks are to be told, and how it went.
extension Books {
    // MARK: Queueing

    /// Queues a fresh delivery of an event, which goes wrong where the webhook's behaviour says so,
    /// and which may go out before what has waited longer.
    func queue(_ event: ID<Event>, to webhook: Webhook, passesOthers: Bool = false) throws {
        let turn = passesOthers ? Delivery.outOfTurn : event.nanoseconds
        let delivery = Delivery(
            id: deliveryID(), eventID: event, webhookID: webhook.id, attempt: 1, status: .pending,
            secret: webhook.secret, turn: turn, dueAt: nanoseconds)
        guard let behaviour = webhook.behaviour else { return try queue(delivery) }
        try queue(delivery, to: webhook, under: behaviour)
    }

    func queue(_ delivery: Delivery) throws {
        try tables.deliveries.insert(delivery, of: number)
        guard delivery.status == .pending, !delivery.isHeld else { return }
        if delivery.dueAt > nanoseconds {
            try remind(.delivery, delivery.webhookID.text, at: delivery.dueAt)
        } else {
            wake(delivery.webhookID)
        }
    }

    /// Tells of an event again: the same event id, a fresh delivery to one webhook or to all that
    /// want it, ahead of whatever else they are to be told.
    ///
    /// - Returns: how many deliveries were queued.
    public func resend(_ event: EventRecord, to webhook: Webhook? = nil) throws -> Int {
        let targets = try webhook.map { [$0] } ?? webhooks().filter { $0.wants(event.event.name) }
        try change {
            for target in targets {
                // Read afresh, for its behaviour may be used up by the event before.
                try queue(event.event.id, to: self.webhook(target.id), passesOthers: true)
            }
        }
        return targets.count
    }

    // MARK: Telling

    /// Sees to it that every webhook is told what it is to be told by now.
    ///
    /// - Throws: `SQLiteError` where the webhooks cannot be read.
    public func wakeWebhooks() throws {
        for webhook in try webhooks() where webhook.isOn { wake(webhook.id) }
    }

    /// What a webhook is to be told next; nil for nothing, or for a webhook that is told nothing.
    public func nextDelivery(
        to id: ID<Webhook>
    ) throws -> (delivery: Delivery, webhook: Webhook, event: EventRecord)? {
        guard let webhook = try webhooks().first(where: { $0.id == id }), webhook.isOn,
            let delivery = try tables.deliveries.head(of: id, of: number),
            let event = try tables.events.find(delivery.eventID, of: number)
        else { return nil }
        return (delivery, webhook, event)
    }

    /// How much a webhook is still to be told.
    public func pendingDeliveries(to id: ID<Webhook>) throws -> Int64 {
        try tables.deliveries.pendingCount(of: id, of: number)
    }

    /// What follows from an attempt.
    public enum Sequel: Equatable, Sendable {
        /// Nothing: the webhook knows.
        case done
        /// Another attempt.
        ///
        /// - Parameters:
        ///   - at: when, in nanoseconds on the merchant's clock.
        ///   - holdsUpOthers: whether what was raised later waits for it.
        case retry(at: Int64, holdsUpOthers: Bool)
        /// The webhook is disabled.
        case disable
    }

    /// Writes down how an attempt went, and plans what follows. It lasts with the next change that
    /// must, or after ``Store/press()``.
    ///
    /// - Parameters:
    ///   - delivery: the attempt, with its result.
    ///   - sequel: what is to follow, where the webhook is still told things.
    /// - Returns: whether the webhook was disabled.
    /// - Throws: `SQLiteError` where it cannot be written down.
    public func complete(_ delivery: Delivery, then sequel: Sequel) throws -> Bool {
        let webhook = try webhooks().first { $0.id == delivery.webhookID && $0.isOn }
        // What is forgotten of an attempt is made again, which webhooks must bear anyway. Waiting
        // for a disk after each of them would make a hundred a second of thousands.
        let disabled = try change(canWait: true) {
            try tables.deliveries.complete(delivery, of: number)
            store.tell(.delivery(delivery), of: self)
            guard let webhook else { return false }
            switch sequel {
            case .done: try settle(delivery)
            case .retry(let time, let holdsUpOthers):
                try retry(delivery, at: time, holdsUpOthers: holdsUpOthers)
            case .disable: try disable(webhook)
            }
            return sequel == .disable
        }
        return disabled
    }

    /// What was sent again and has arrived need not be tried again.
    private func settle(_ delivery: Delivery) throws {
        guard delivery.isOutOfTurn else { return }
        try tables.deliveries.cancelRetries(
            of: delivery.eventID, to: delivery.webhookID,
            because: "The event has arrived meanwhile: it was sent again.", of: number)
    }

    private func retry(_ delivery: Delivery, at time: Int64, holdsUpOthers: Bool) throws {
        if delivery.isOutOfTurn {
            let hasRetry = try tables.deliveries.hasRetry(
                of: delivery.eventID, to: delivery.webhookID, of: number)
            guard !hasRetry else { return }
        }
        let keepsTurn = holdsUpOthers && !delivery.isOutOfTurn
        try queue(
            Delivery(
                id: deliveryID(), eventID: delivery.eventID, webhookID: delivery.webhookID,
                attempt: delivery.attempt + 1, status: .pending, secret: delivery.secret,
                turn: keepsTurn ? delivery.turn : time, dueAt: time))
    }

    private func disable(_ webhook: Webhook) throws {
        var webhook = webhook
        webhook.disabledAt = now
        try save(webhook)
        try tables.deliveries.cancel(
            of: webhook.id, because: "The webhook was disabled after a day of failures.",
            of: number)
        store.tell(.disabled(webhook.id), of: self)
    }

    /// A page of deliveries, newest first.
    public func deliveries(_ filter: DeliveryFilter) throws -> [Delivery] {
        try tables.deliveries.list(filter, of: number)
    }
}
