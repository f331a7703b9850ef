public import SmartCollect

/// Deliveries that go wrong on purpose.
extension Books {
    /// Lets the next deliveries to a webhook go wrong, in place of what was asked for before.
    ///
    /// - Parameters:
    ///   - behaviour: nil lets them go right; what was held is told in its order.
    ///   - webhook: the webhook.
    /// - Throws: `SQLiteError` where it cannot be kept.
    public func set(_ behaviour: Behaviour?, of webhook: Webhook) throws {
        var changed = webhook
        changed.behaviour = behaviour
        try change {
            try save(changed)
            try release(webhook.id, lastFirst: false)
        }
    }

    /// Queues a delivery that its webhook's behaviour befalls.
    func queue(_ delivery: Delivery, to webhook: Webhook, under behaviour: Behaviour) throws {
        let left = behaviour.next - 1
        var changed = webhook
        changed.behaviour = left > 0 ? behaviour : nil
        changed.behaviour?.next = left
        try save(changed)
        var delivery = delivery
        delivery.behaviour = behaviour.kind
        switch behaviour.kind {
        case .badSignature, .oldSecret: try queue(delivery)
        case .drop:
            delivery.status = .dropped
            delivery.diagnosis = "Dropped on purpose, as the webhook's behaviour says."
            try queue(delivery)
        case .delay: try queue(late(delivery, by: behaviour.delay))
        case .duplicate: try queueTwice(delivery, by: behaviour.delay)
        case .reorder:
            delivery.dueAt = Delivery.held
            try queue(delivery)
            if left == 0 { try release(webhook.id, lastFirst: true) }
        }
    }

    private func queueTwice(_ delivery: Delivery, by delay: Int64?) throws {
        var first = delivery
        first.behaviour = nil
        try queue(first)
        let double = Delivery(
            id: deliveryID(), eventID: delivery.eventID, webhookID: delivery.webhookID,
            attempt: delivery.attempt, status: .pending, secret: delivery.secret,
            behaviour: .duplicate, turn: delivery.turn, dueAt: delivery.dueAt)
        try queue(delay == nil ? double : late(double, by: delay))
    }

    /// Others pass what is late.
    private func late(_ delivery: Delivery, by delay: Int64?) -> Delivery {
        var late = delivery
        late.dueAt += (delay ?? 0) * Timestamp.nanoseconds
        late.turn = late.dueAt
        return late
    }

    /// Lets go of what was held, in its order or the other way round.
    private func release(_ webhook: ID<Webhook>, lastFirst: Bool) throws {
        let held = try tables.deliveries.held(of: webhook, of: number)
        guard !held.isEmpty else { return }
        let turns = held.map(\.turn)
        for (delivery, turn) in zip(held, lastFirst ? turns.reversed() : turns) {
            try tables.deliveries.turn(delivery.id, to: turn, due: nanoseconds, of: number)
        }
        wake(webhook)
    }
}
