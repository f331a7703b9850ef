public import SmartCollect
public import Wire

extension Books {
    /// Refunds a payment, or a part of it, and announces it.
    ///
    /// - Throws: the refusals of ``Payment/terms(of:isReceiptUsed:under:at:)``.
    /// - Source: [D] refunds.md section 3.
    public func refund(_ payment: Payment, _ draft: RefundDraft) throws -> Refund {
        let isReceiptUsed = try draft.receipt.map {
            try tables.refunds.isReceiptUsed($0, payment: payment.id, of: number)
        }
        let terms = try payment.terms(
            of: draft, isReceiptUsed: isReceiptUsed ?? false, under: merchant.settings, at: now)
        return try change {
            try refund(payment, terms, notes: draft.notes, receipt: draft.receipt)
        }
    }

    /// Refunds a payment under an idempotency key: the same request again gets the same answer.
    ///
    /// - Parameters:
    ///   - payment: what is refunded.
    ///   - draft: how much of it, and how.
    ///   - key: what the caller knows the request by.
    ///   - request: what the request asks for, in a form that is the same for the same request.
    ///   - answer: renders the refund; the bytes are kept and answered again.
    /// - Returns: the answer, now or when it was first given.
    /// - Throws: ``Refusal/idempotencyKeyReused`` where the key belongs to another request, and
    ///   what a refund without a key throws.
    /// - Source: [D] [O] refunds.md section 4; only successes are remembered, INFERRED.
    public func refund(
        _ payment: Payment, _ draft: RefundDraft, key: IdempotencyKey, request: String,
        answer: (Refund) -> [UInt8]
    ) throws -> [UInt8] {
        let scoped = payment.id.text + request
        if let kept = try tables.refundKeys.find(key.text, of: number) {
            guard kept.request == scoped else { throw Refusal.idempotencyKeyReused }
            return kept.answer
        }
        return try change {
            let refund = try refund(payment, draft)
            let bytes = answer(refund)
            try tables.refundKeys.insert(
                key.text, request: scoped, refund: refund.id, answer: bytes, of: number)
            return bytes
        }
    }

    /// The refund of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func refund(_ id: ID<Refund>) throws -> Refund {
        guard let refund = try tables.refunds.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return refund
    }

    /// A page of refunds, newest first; those of one payment where it is given.
    public func refunds(of payment: ID<Payment>?, _ query: ListQuery) throws -> [Refund] {
        try page(query, of: "refunds", owner: payment?.text ?? "") {
            try tables.refunds.list($0, payment: payment, of: number)
        }
    }

    /// Replaces the notes of a refund; nobody is told.
    public func replace(notes: Notes, of refund: Refund) throws -> Refund {
        var changed = refund
        changed.notes = notes
        try change { try tables.refunds.update(changed, of: number) }
        return changed
    }

    /// Ends a pending refund: the money has gone back, or it could not.
    ///
    /// A failed refund gives its amount back to the payment.
    ///
    /// - Parameters:
    ///   - refund: the refund.
    ///   - status: processed or failed.
    ///   - reference: the returning transfer's.
    /// - Returns: the refund as it is now.
    /// - Throws: `ErrorBody` for a refund that is no longer pending.
    /// - Source: INFERRED, refunds.md section 3.
    public func settle(
        _ refund: Refund, as status: Refund.Status, reference: String
    ) throws -> Refund {
        guard refund.status == .pending, status != .pending else {
            throw ErrorBody.control("refund_not_pending", "The refund is not pending.")
        }
        var payment = try payment(refund.paymentID)
        var settled = refund
        settled.status = status
        switch status {
        case .processed, .pending: settled.reference = reference
        case .failed: payment.book(refund: -refund.amount)
        }
        try change {
            try tables.refunds.update(settled, of: number)
            try tables.payments.update(payment, of: number)
            _ = try raise(
                status == .failed ? .refundFailed : .refundProcessed, about: settled, payment)
        }
        return settled
    }

    /// The refund that may be processed by itself now; nil where it has ended before.
    public func pendingRefund(_ due: Due) throws -> Refund? {
        let refund = try tables.refunds.find(ID(known: due.entity), of: number)
        return refund?.status == .pending ? refund : nil
    }

    // MARK: Booking

    /// How soon refunds are processed.
    private var rails: Rails { merchant.settings.rails ?? store.rails }

    private func remind(of refund: Refund, at time: Timestamp?) throws {
        guard let time else { return }
        try remind(.refund, refund.id.text, at: time * Timestamp.nanoseconds)
    }

    private func refund(
        _ payment: Payment, _ terms: RefundTerms, notes: Notes, receipt: String?
    ) throws -> Refund {
        let isHeld = merchant.settings.refundHold
        let processing = isHeld ? nil : rails.processing(terms.speedProcessed, at: now)
        let isPending = isHeld || processing != nil
        let id: ID<Refund> = id()
        let refund = Refund(
            id: id, paymentID: payment.id, method: payment.method, amount: terms.amount,
            notes: notes, receipt: receipt, reference: nil,
            status: isPending ? .pending : .processed, speedRequested: terms.speedRequested,
            speed: terms.speedProcessed, createdAt: moment(of: id))
        try remind(of: refund, at: processing)
        var payment = payment
        payment.book(refund: terms.amount)
        try tables.payments.update(payment, of: number)
        _ = try announce(refund, payment, speedChanged: terms.speedChanged)
        return refund
    }

    /// The refund that sends back in full what must not stay; nothing is stored.
    ///
    /// - Source: [D] that it happens; the speeds INFERRED, payments.md section 7.
    func refundOnArrival(of payment: Payment, _ reason: CreditDecision.RefundReason) -> Refund {
        let processing = rails.processing(reason, at: now)
        let isInstant = reason == .tpvFailed
        let id: ID<Refund> = id()
        return Refund(
            id: id, paymentID: payment.id, method: payment.method, amount: payment.amount,
            notes: Notes(), receipt: nil, reference: nil,
            status: processing == nil ? .processed : .pending,
            speedRequested: isInstant ? .optimum : .normal,
            speed: isInstant ? .instant : .normal, createdAt: moment(of: id))
    }

    /// Stores the refund that came of a payment's arrival, and announces it.
    func keep(
        _ refund: Refund, of payment: Payment, because reason: CreditDecision.RefundReason
    ) throws -> [EventRecord] {
        try remind(of: refund, at: rails.processing(reason, at: now))
        return try announce(refund, payment, speedChanged: false)
    }

    private func announce(
        _ refund: Refund, _ payment: Payment, speedChanged: Bool
    ) throws -> [EventRecord] {
        try tables.refunds.insert(refund, of: number)
        let happening: Happening =
            switch (isMade: refund.status == .processed, speedChanged) {
            case (true, true): .refundMadeAtOtherSpeed
            case (true, false): .refundMade
            case (false, true): .refundCreatedAtOtherSpeed
            case (false, false): .refundCreated
            }
        return try raise(happening, about: refund, payment)
    }

    private func raise(
        _ happening: Happening, about refund: Refund, _ payment: Payment
    ) throws -> [EventRecord] {
        try raise(
            happening, parts: [.refund(refund), .payment(payment)],
            account: payment.virtualAccountID, payment: payment.id, refund: refund.id)
    }
}
