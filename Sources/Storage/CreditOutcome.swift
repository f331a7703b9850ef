public import SmartCollect
import Wire

/// A credit and everything that came of it.
public struct CreditOutcome: Equatable, Sendable {
    /// The credit.
    public internal(set) var record: CreditRecord
    /// The payment that it made.
    public internal(set) var payment: Payment?
    /// The transfer that brought the payment.
    public internal(set) var transfer: Transfer?
    /// The account that it reached.
    public internal(set) var account: VirtualAccount?
    /// The refund that sent it back at once.
    public internal(set) var refund: Refund?
    /// The events of the payment, oldest first; none for a repeated advice, which caused nothing.
    public internal(set) var events: [ID<Event>] = []
}

extension Books {
    /// What came of a credit, as it is by now.
    ///
    /// - Throws: ``Refusal/unknownID`` where a part of it is gone.
    public func outcome(of record: CreditRecord) throws -> CreditOutcome {
        var outcome = CreditOutcome(record: record)
        outcome.account = try record.virtualAccountID.map(virtualAccount)
        outcome.refund = try record.refundID.map(refund)
        guard let id = record.paymentID else { return outcome }
        let payment = try payment(id)
        outcome.payment = payment
        outcome.transfer = try transfer(of: payment, payment.method)
        guard record.status != .duplicate else { return outcome }
        let filter = EventFilter(entity: .payment(id), page: ListQuery(count: 100))
        outcome.events = try events(filter).reversed().map(\.event.id)
        return outcome
    }
}
