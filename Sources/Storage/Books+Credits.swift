public import SmartCollect
import Wire

extension Books {
    /// Money arrives.
    ///
    /// - Parameters:
    ///   - order: what the bank reports.
    ///   - pinned: the id that the credit is to bear; nil for one made now.
    /// - Returns: what came of it.
    /// - Throws: `ErrorBody` where the reference was reported before, an account would hold more
    ///   money than can be counted, or a pinned id is taken.
    /// - Source: payments.md section 7.
    public func receive(
        _ order: CreditOrder, as pinned: ID<Credit>? = nil
    ) throws -> CreditOutcome {
        let credit = order.credit
        let first =
            order.isReferenceNew
            ? nil
            : try credits(bearing: credit.reference).find(
                reference: credit.reference, rail: credit.rail, of: number)
        guard first == nil || order.allowsDuplicate else {
            throw ErrorBody.control(
                "duplicate_utr",
                "The reference \(credit.reference) has been used on this rail before; set "
                    + "allow_duplicate_utr to repeat the bank's advice.", field: "utr")
        }
        if !order.isReferenceNew { newReferences.note(credit.reference) }
        return try change(isDecided: true) {
            let id = try id(pinned) { try tables.credits.find($0, of: number) != nil }
            var record = CreditRecord(
                id: id, credit: credit, status: .pending, detail: order.detail,
                settlesAt: order.settlesAt, createdAt: moment(of: id))
            var outcome = CreditOutcome(record: record)
            var isKept = false
            if let first {
                record.status = .duplicate
                record.virtualAccountID = first.virtualAccountID
                record.paymentID = first.paymentID
                try storeGathered()
                outcome = try self.outcome(of: record)
            } else if let time = order.settlesAt {
                try remind(.batch, record.id.text, at: time * Timestamp.nanoseconds)
            } else {
                let isInOrder = pinned == nil && id.second == record.createdAt
                isKept = try settle(&outcome, isInOrder: isInOrder)
            }
            if !isKept { try keep(outcome.record) }
            try storeWhereMany()
            store.tell(.credit(outcome.record), of: self)
            return outcome
        }
    }

    /// Settles a credit that has waited for its batch.
    ///
    /// - Returns: what became of it; nil where it was settled before.
    public func settleIfDue(_ due: Due) throws -> CreditRecord? {
        let id = ID<Credit>(known: due.entity)
        guard let record = try tables.credits.find(id, of: number), record.status == .pending
        else { return nil }
        var outcome = CreditOutcome(record: record)
        try change {
            _ = try settle(&outcome, isInOrder: false)
            try tables.credits.update(outcome.record, of: number)
            store.tell(.credit(outcome.record), of: self)
        }
        return outcome.record
    }

    /// The credit of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func credit(_ id: ID<Credit>) throws -> CreditRecord {
        guard let record = try tables.credits.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return record
    }

    /// A page of credits, newest first.
    public func credits(_ filter: CreditFilter) throws -> [CreditRecord] {
        try tables.credits.list(filter, of: number)
    }

    /// Whether a credit with a reference has arrived on a rail before.
    public func isUsed(reference: String, _ rail: Rail) throws -> Bool {
        try credits(bearing: reference).isUsed(reference: reference, rail: rail, of: number)
    }

    /// Whether a reference that the sequence has just made is one that no credit bears on its rail.
    public func isNew(reference: String, _ rail: Rail) throws -> Bool {
        if newReferences.take(reference) { return true }
        if let hundred = NewReferences.hundred(of: reference) {
            try storeGathered()
            if try !tables.credits.isUsed(hundred: hundred, of: number) {
                newReferences.begin(at: reference)
                return true
            }
        }
        return try !isUsed(reference: reference, rail)
    }

    /// The account that a credit is sent to, if there is one.
    public func target(of credit: Credit) throws -> VirtualAccount? {
        if let known = gathering?.account(at: credit.target) { return known }
        guard let account = try account(at: credit.target) else { return nil }
        gathering?.keep(account, at: credit.target)
        return gathering?.account(at: credit.target) ?? account
    }

    private func account(at target: Credit.Target) throws -> VirtualAccount? {
        switch target {
        case .virtualAccount(let id): try tables.virtualAccounts.find(id, of: number)
        case .accountNumber(let text, _): try tables.virtualAccounts.find(number: text, of: number)
        case .vpa(let address): try tables.virtualAccounts.find(vpa: address, of: number)
        }
    }

    // MARK: Settling

    /// - Parameters:
    ///   - outcome: the credit, and what comes of it.
    ///   - isInOrder: whether the credit has just been named, in the order of its making.
    /// - Returns: whether it is kept with the payment that it made.
    /// - Throws: `ErrorBody` where the account would hold more money than can be counted.
    private func settle(_ outcome: inout CreditOutcome, isInOrder: Bool) throws -> Bool {
        let credit = outcome.record.credit
        guard let account = try target(of: credit) else {
            outcome.record.status = .returned
            outcome.record.reason = .unknownAccount
            return false
        }
        let decision = credit.decide(on: account, under: merchant.settings)
        if decision == .credited { try account.checkRoom(for: credit.amount) }
        let (payment, transfer) = try arrival(of: credit, on: account, decision)
        outcome.take(account, payment, transfer)
        switch decision {
        case .credited: outcome.record.status = .credited
        case .refunded(let reason):
            outcome.take(refundOnArrival(of: payment, reason), because: reason)
        case .held:
            outcome.record.status = .held
            outcome.record.reason = .tpvFailed
        }
        let isKept = isInOrder && payment.isMadeInSecond(of: outcome.record)
        try keep(
            PaymentTable.Arrival(
                payment: payment, transfer: transfer, credit: isKept ? outcome.record : nil))
        outcome.events = try follow(decision, &outcome, account, payment, transfer).map(\.event.id)
        return isKept
    }

    /// Does what follows from the arrival of a payment.
    ///
    /// - Returns: the events that tell of it.
    private func follow(
        _ decision: CreditDecision, _ outcome: inout CreditOutcome, _ account: VirtualAccount,
        _ payment: Payment, _ transfer: Transfer
    ) throws -> [EventRecord] {
        switch decision {
        case .credited: return try self.credit(&outcome, account, payment, transfer)
        case .refunded(let reason):
            guard let refund = outcome.refund else { return [] }
            try storeGathered()
            return try keep(refund, of: payment, because: reason)
        case .held:
            return try raise(
                .paymentHeld, parts: [.payment(payment)], account: account.id,
                payment: payment.id)
        }
    }

    private func credit(
        _ outcome: inout CreditOutcome, _ account: VirtualAccount, _ payment: Payment,
        _ transfer: Transfer
    ) throws -> [EventRecord] {
        var account = account
        account.amountPaid += payment.amount
        account.lastCreditedAt = now
        outcome.account = account
        if let gathering {
            gathering.credit(account)
        } else {
            try tables.virtualAccounts.update(creditOf: account, of: number)
        }
        return try raise(
            .accountCredited,
            parts: [.payment(payment), .virtualAccount(account), transfer.part],
            account: account.id, payment: payment.id)
    }

    /// Transfer, payment and payer are minted in that order [O].
    private func arrival(
        of credit: Credit, on account: VirtualAccount, _ decision: CreditDecision
    ) throws -> (payment: Payment, transfer: Transfer) {
        let method = credit.method(on: account)
        let transferID: ID<BankTransfer> = id()
        let customer = try account.customerID.map(customer)
        let id: ID<Payment> = id()
        var payment = Payment(
            id: id, virtualAccountID: account.id, amount: credit.amount,
            status: decision == .credited ? .captured : .authorized, method: method,
            captured: decision == .credited, description: description(of: credit, method, decision),
            payerVPA: method == .upi ? credit.payer?.vpa : nil,
            email: customer?.details.email, contact: customer?.details.contact,
            customerID: customer?.id,
            fee: decision == .credited
                ? Fee(on: credit.amount, under: merchant.settings) : nil,
            reference: credit.reference, isRefundable: credit.isRefundable(method: method),
            createdAt: moment(of: id))
        if case .refunded = decision { payment.book(refund: payment.amount) }
        return (payment, transfer(transferID, of: credit, payment))
    }

    /// - Source: payments.md sections 2 and 7.
    private func description(
        of credit: Credit, _ method: Payment.Method, _ decision: CreditDecision
    ) -> String? {
        switch decision {
        case .credited: credit.narration ?? (method == .upi ? nil : "")
        case .refunded(.accountClosed): nil
        case .refunded(.tpvFailed), .held: Wording.validationFailed
        }
    }

    private func transfer(
        _ transferID: ID<BankTransfer>, of credit: Credit, _ payment: Payment
    ) -> Transfer {
        let payer = credit.payer
        switch payment.method {
        case .upi:
            return .upi(
                UPITransfer(
                    id: ID(known: transferID.text), amount: credit.amount, payerVPA: payer?.vpa,
                    payerBank: payer?.bank, payerAccount: payer?.accountNumber,
                    payerIFSC: payer?.ifsc, paymentID: payment.id, reference: credit.reference,
                    virtualAccountID: payment.virtualAccountID))
        case .bankTransfer:
            return .bank(
                BankTransfer(
                    id: transferID, paymentID: payment.id, rail: credit.rail,
                    reference: credit.reference, amount: credit.amount,
                    payer: payer.map {
                        BankAccount(
                            id: id(), ifsc: $0.ifsc, bankName: $0.bank, name: $0.name,
                            accountNumber: $0.accountNumber)
                    }, virtualAccountID: payment.virtualAccountID))
        }
    }
}

extension Payment {
    /// Whether the payment stands in the order of its making, in the same second as its credit.
    fileprivate func isMadeInSecond(of credit: CreditRecord) -> Bool {
        id.second == createdAt && createdAt == credit.createdAt
    }
}

extension VirtualAccount {
    fileprivate func checkRoom(for amount: Paise) throws {
        guard amountPaid.addingReportingOverflow(amount).overflow else { return }
        throw ErrorBody.control(
            "amount_too_large", "The account cannot hold that much.", field: "amount")
    }
}

extension CreditOutcome {
    fileprivate mutating func take(
        _ account: VirtualAccount, _ payment: Payment, _ transfer: Transfer
    ) {
        self.account = account
        self.payment = payment
        self.transfer = transfer
        record.virtualAccountID = account.id
        record.paymentID = payment.id
    }

    fileprivate mutating func take(
        _ refund: Refund, because reason: CreditDecision.RefundReason
    ) {
        self.refund = refund
        record.status = .refunded
        record.reason = reason == .tpvFailed ? .tpvFailed : .accountClosed
        record.refundID = refund.id
    }
}

extension Transfer {
    /// What events tell of it.
    fileprivate var part: EventBody.Part {
        switch self {
        case .bank(let transfer): .bankTransfer(transfer)
        case .upi(let transfer): .upiTransfer(transfer)
        }
    }
}
