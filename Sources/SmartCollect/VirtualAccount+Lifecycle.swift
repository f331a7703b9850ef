extension VirtualAccount {
    static let allowedPayersMax = 10
    private static let closeByLeadSeconds: Int64 = 900
    /// The bounds within which a closing time is a closing time.
    ///
    /// - Source: INFERRED from a sibling endpoint, virtual-accounts.md section 3.
    public static let closeByRange: ClosedRange<Int64> = 946_684_800...2_147_483_647

    /// A closing time lies at least fifteen minutes ahead and within 31 bits.
    ///
    /// - Throws: ``Refusal/outOfRange(_:_:)`` above the bound, ``Refusal/closesTooSoon`` below.
    /// - Source: [D] virtual-accounts.md section 3.
    static func check(closeBy: Timestamp, at now: Timestamp) throws(Refusal) {
        guard closeBy <= closeByRange.upperBound else {
            throw .outOfRange(.closeBy, closeByRange)
        }
        guard closeBy >= now + closeByLeadSeconds else { throw .closesTooSoon }
    }

    /// Takes over a change.
    ///
    /// - Throws: ``Refusal/cannotBeUpdated`` for an account with a VPA alone, and for the closing
    ///   time of a closed one; what the check of a closing time throws.
    /// - Source: [D] virtual-accounts.md section 4; an empty change is accepted, INFERRED.
    public mutating func apply(_ change: VirtualAccountChange, at now: Timestamp) throws(Refusal) {
        guard !change.isEmpty else { return }
        guard bankAccount != nil else { throw .cannotBeUpdated }
        if case .set(let time) = change.closeBy {
            guard !isClosed else { throw .cannotBeUpdated }
            if let time { try VirtualAccount.check(closeBy: time, at: now) }
            closeBy = time
        }
        if case .set(let text) = change.description { description = text }
        if case .set(let remarks) = change.notes { notes = remarks ?? Notes() }
    }

    /// Closes the account for good; money that still arrives is refunded.
    ///
    /// - Returns: whether it was open, and so an event is to be announced.
    /// - Throws: ``Refusal/alreadyClosed``, only where the merchant's settings ask for it.
    /// - Source: [D] virtual-accounts.md section 4; closing twice is decided in README section 13.
    public mutating func close(
        at now: Timestamp, under settings: MerchantSettings
    ) throws(Refusal) -> Bool {
        guard isClosed else {
            closedAt = now
            return true
        }
        if settings.closeClosed == .error { throw .alreadyClosed }
        return false
    }

    /// When the account closes by itself if nothing happens before.
    ///
    /// It is the earlier of the closing time and the end of 90 days without a payment.
    ///
    /// - Returns: nil for a closed account, or one that never closes.
    /// - Source: [D] virtual-accounts.md section 7; counted as README section 13 decides.
    public func closesAt(under settings: MerchantSettings) -> Timestamp? {
        guard !isClosed else { return nil }
        let dormant = settings.dormancyDays.map { (lastCreditedAt ?? createdAt) + $0 * 86_400 }
        switch (closeBy, dormant) {
        case (let planned?, let dormant?): return min(planned, dormant)
        case (let planned, let dormant): return planned ?? dormant
        }
    }
}

extension VirtualAccount {
    /// Whether the receivers of a draft can be added.
    ///
    /// - Throws: ``Refusal/cannotBeUpdated`` when closed, ``Refusal/bankAccountExists``,
    ///   ``Refusal/vpaExists``, ``Refusal/validationNotSupportedOnVPA``, and what the draft's own
    ///   check throws.
    /// - Source: [D] virtual-accounts.md section 5.
    public func check(adding draft: ReceiversDraft, under settings: MerchantSettings)
        throws(Refusal)
    {
        guard !isClosed else { throw .cannotBeUpdated }
        if draft.bankAccount != nil && bankAccount != nil { throw .bankAccountExists }
        if draft.vpa != nil && vpa != nil { throw .vpaExists }
        if draft.vpa != nil && !allowedPayers.isEmpty && !settings.tpvWithVPA {
            throw .validationNotSupportedOnVPA
        }
        try draft.check(under: settings)
    }

    /// Whether a payer can be allowed.
    ///
    /// - Throws: ``Refusal/cannotBeUpdated`` when closed,
    ///   ``Refusal/validationNotSupportedOnVPA``, ``Refusal/allowedPayerLimit``,
    ///   ``Refusal/duplicateAllowedPayer``.
    /// - Source: [D] virtual-accounts.md section 6.
    public func check(allowing payer: PayerAccount, under settings: MerchantSettings)
        throws(Refusal)
    {
        guard !isClosed else { throw .cannotBeUpdated }
        if vpa != nil && !settings.tpvWithVPA { throw .validationNotSupportedOnVPA }
        guard allowedPayers.count < VirtualAccount.allowedPayersMax else {
            throw .allowedPayerLimit
        }
        if allowedPayers.contains(where: { $0.account.isSame(as: payer) }) {
            throw .duplicateAllowedPayer
        }
    }
}
