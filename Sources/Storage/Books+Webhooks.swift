public import SmartCollect
public import Wire

extension Books {
    private static let webhooksMax = 30

    /// Registers a webhook.
    ///
    /// - Parameters:
    ///   - draft: what was asked for.
    ///   - pinned: the id to bear; nil for one made now.
    /// - Returns: the webhook.
    /// - Throws: ``Refusal/tooMany(_:_:)`` for the thirty-first; `ErrorBody` for a pinned id that
    ///   is taken.
    /// - Source: [D] webhooks.md section 1.
    public func register(
        _ draft: WebhookDraft, as pinned: ID<Webhook>? = nil
    ) throws -> Webhook {
        let known = try webhooks()
        guard known.count < Books.webhooksMax else {
            throw Refusal.tooMany(.url, Books.webhooksMax)
        }
        let webhook = Webhook(
            id: try id(pinned) { id in known.contains { $0.id == id } }, url: draft.url ?? "",
            secret: draft.secret, alertEmail: draft.alertEmail,
            events: draft.events ?? ["*"], isActive: draft.isActive ?? true, createdAt: now,
            updatedAt: now)
        try change { try tables.webhooks.insert(webhook, of: number) }
        forgetWebhooks()
        return webhook
    }

    /// The webhook of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func webhook(_ id: ID<Webhook>) throws -> Webhook {
        guard let webhook = try webhooks().first(where: { $0.id == id }) else {
            throw Refusal.unknownID
        }
        return webhook
    }

    /// Changes a webhook; what is queued keeps the secret that it was queued with.
    ///
    /// - Source: [D] webhooks.md section 4; switching it on again enables a disabled one.
    public func apply(_ draft: WebhookDraft, to webhook: Webhook) throws -> Webhook {
        var changed = webhook
        changed.url = draft.url ?? webhook.url
        changed.secret = draft.secret ?? webhook.secret
        changed.alertEmail = draft.alertEmail ?? webhook.alertEmail
        changed.events = draft.events ?? webhook.events
        if let isActive = draft.isActive {
            changed.isActive = isActive
            if isActive { changed.disabledAt = nil }
        }
        changed.updatedAt = now
        try change { try tables.webhooks.update(changed, of: number) }
        forgetWebhooks()
        return changed
    }

    /// Removes a webhook; what it was still to be told is dropped.
    public func remove(_ webhook: Webhook) throws {
        try change {
            try tables.deliveries.cancel(
                of: webhook.id, because: "The webhook was removed.", of: number)
            try tables.webhooks.delete(webhook.id, of: number)
        }
        forgetWebhooks()
    }
}

extension Books {
    /// Queues an attempt to tell a webhook of an event.
    func queue(_ event: ID<Event>, to webhook: Webhook, attempt: Int64, at time: Int64) throws {
        try queue(
            Delivery(
                id: deliveryID(), eventID: event, webhookID: webhook.id, attempt: attempt,
                status: .pending, secret: webhook.secret, dueAt: time))
    }

    private func queue(_ delivery: Delivery) throws {
        try tables.deliveries.insert(delivery, of: number)
        try remind(.delivery, delivery.webhookID.text, at: delivery.dueAt)
    }

    /// What a webhook is to be told next; nil for nothing, or for a webhook that is told nothing.
    public func nextDelivery(
        to id: ID<Webhook>
    ) throws -> (delivery: Delivery, webhook: Webhook, event: EventRecord)? {
        guard let webhook = try webhooks().first(where: { $0.id == id }), webhook.disabledAt == nil,
            let delivery = try tables.deliveries.head(of: id, of: number),
            let event = try tables.events.find(delivery.eventID, of: number)
        else { return nil }
        return (delivery, webhook, event)
    }

    /// Asks to be reminded of whatever a webhook is to be told next.
    public func remindOfDelivery(to id: ID<Webhook>) throws {
        guard let next = try tables.deliveries.head(of: id, of: number) else { return }
        try change { try remind(.delivery, id.text, at: next.dueAt) }
    }

    /// Writes down how an attempt went, and plans what follows.
    ///
    /// - Parameters:
    ///   - delivery: the attempt, with its result.
    ///   - retryAt: when to try again, in nanoseconds on the merchant's clock; nil for never.
    ///   - disables: whether the webhook is disabled, as after a day of failures.
    /// - Throws: `SQLiteError` where it cannot be written down.
    public func complete(_ delivery: Delivery, retryAt: Int64?, disables: Bool) throws {
        try change {
            try tables.deliveries.complete(delivery, of: number)
            if let retryAt {
                try queue(
                    Delivery(
                        id: deliveryID(), eventID: delivery.eventID, webhookID: delivery.webhookID,
                        attempt: delivery.attempt + 1, status: .pending,
                        secret: delivery.secret, dueAt: retryAt))
            }
            if disables { try disable(delivery.webhookID) }
        }
        if disables { forgetWebhooks() }
        try remindOfDelivery(to: delivery.webhookID)
    }

    private func disable(_ id: ID<Webhook>) throws {
        guard var webhook = try webhooks().first(where: { $0.id == id }) else { return }
        webhook.disabledAt = now
        try tables.webhooks.update(webhook, of: number)
        try tables.deliveries.cancel(
            of: id, because: "The webhook was disabled after a day of failures.", of: number)
    }

    /// A page of deliveries, newest first.
    public func deliveries(_ filter: DeliveryFilter) throws -> [Delivery] {
        try tables.deliveries.list(filter, of: number)
    }

    /// Tells of an event again: the same event id, a fresh delivery to one webhook or to all that
    /// want it.
    ///
    /// - Returns: how many deliveries were queued.
    public func resend(_ event: EventRecord, to webhook: Webhook? = nil) throws -> Int {
        let targets = try webhook.map { [$0] } ?? webhooks().filter { $0.wants(event.event.name) }
        try change {
            for target in targets {
                try queue(event.event.id, to: target, attempt: 1, at: nanoseconds)
            }
        }
        return targets.count
    }
}
