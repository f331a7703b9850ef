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
    /// What it was still to be told is dropped when it is switched off; switching it on enables a
    /// disabled one too.
    ///
    /// - Source: [D] webhooks.md sections 4 and 5.
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
        try change {
            try save(changed)
            if !changed.isOn {
                try tables.deliveries.cancel(
                    of: webhook.id, because: "The webhook was switched off.", of: number)
            }
        }
        return changed
    }

    func save(_ webhook: Webhook) throws {
        try tables.webhooks.update(webhook, of: number)
        forgetWebhooks()
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
