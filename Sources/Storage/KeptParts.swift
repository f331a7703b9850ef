import SmartCollect
import Wire

/// What an event tells of, as it was when it happened, and the one setting that its telling depends
/// on: all that the body is written from, whenever it is wanted.
///
/// Most events are never asked for, and of those that are most are told once.
struct KeptParts: Equatable {
    /// What is told of. A transfer stands behind its payment.
    let parts: [EventBody.Part]
    /// Whether a payment is told of with its UPI details.
    let upiDetails: Bool
}

extension KeptWriter {
    mutating func parts(_ kept: KeptParts) {
        bool(kept.upiDetails)
        integer(Int64(kept.parts.count))
        for index in kept.parts.indices {
            switch kept.parts[index] {
            case .payment(let payment): write(payment)
            case .virtualAccount(let account): write(account)
            case .refund(let refund): write(refund)
            case .bankTransfer(let transfer): write(.bank(transfer))
            case .upiTransfer(let transfer): write(.upi(transfer))
            }
        }
    }

    private mutating func write(_ payment: Payment) {
        integer(KeptReader.PartKind.payment.rawValue)
        id(payment.id)
        id(payment.virtualAccountID)
        integer(payment.amount)
        choice(payment.status)
        integer(payment.amountRefunded)
        bool(payment.captured)
        text(payment.reference)
        integer(payment.createdAt)
        rest(of: payment)
    }

    private mutating func write(_ account: VirtualAccount) {
        integer(KeptReader.PartKind.virtualAccount.rawValue)
        id(account.id)
        integer(account.amountPaid)
        text(account.bankAccount?.accountNumber)
        integer(account.closedAt)
        integer(account.lastCreditedAt)
        integer(account.createdAt)
        rest(of: account)
    }

    private mutating func write(_ refund: Refund) {
        integer(KeptReader.PartKind.refund.rawValue)
        id(refund.id)
        id(refund.paymentID)
        integer(refund.amount)
        text(refund.receipt)
        choice(refund.status)
        choice(refund.speedRequested)
        integer(refund.createdAt)
        rest(of: refund)
    }

    private mutating func write(_ transfer: Transfer) {
        integer(KeptReader.PartKind.transfer.rawValue)
        rest(of: transfer)
    }
}

extension KeptReader {
    enum PartKind: Int64 {
        case payment, virtualAccount, refund, transfer
    }

    mutating func parts() -> KeptParts {
        let upiDetails = bool()
        var payment: Payment?
        let parts = list { $0.part(&payment) }
        return KeptParts(parts: parts.compactMap(\.self), upiDetails: upiDetails)
    }

    /// One part; `last` is the payment read last, if one has been.
    private mutating func part(_ last: inout Payment?) -> EventBody.Part? {
        switch PartKind(rawValue: integer()) {
        case .payment:
            let payment = payment()
            last = payment
            return .payment(payment)
        case .virtualAccount: return .virtualAccount(virtualAccount())
        case .refund: return .refund(refund())
        case .transfer:
            guard let last else { return nil }
            return switch transfer(of: last) {
            case .bank(let transfer): .bankTransfer(transfer)
            case .upi(let transfer): .upiTransfer(transfer)
            }
        case nil: return nil
        }
    }

    private mutating func payment() -> Payment {
        payment(
            PaymentTable.Columns(
                id: id(), virtualAccountID: id(), amount: integer(),
                status: choice(otherwise: .captured), amountRefunded: integer(),
                captured: bool(), reference: text(), createdAt: integer()))
    }

    private mutating func virtualAccount() -> VirtualAccount {
        virtualAccount(
            VirtualAccountTable.Columns(
                id: id(), amountPaid: integer(), accountNumber: optionalText(),
                closedAt: optionalInteger(), lastCreditedAt: optionalInteger(),
                createdAt: integer()))
    }

    private mutating func refund() -> Refund {
        refund(
            RefundTable.Columns(
                id: id(), paymentID: id(), amount: integer(), receipt: optionalText(),
                status: choice(otherwise: .processed),
                speedRequested: choice(otherwise: .normal), createdAt: integer()))
    }
}
