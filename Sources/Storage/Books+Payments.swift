public import SmartCollect
public import Wire

extension Books {
    /// The payment of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func payment(_ id: ID<Payment>) throws -> Payment {
        guard let payment = try tables.payments.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return payment
    }

    /// A page of payments, newest first; only those with a reference where one is asked for.
    public func payments(_ query: PaymentQuery) throws -> [Payment] {
        try page(query.page, of: "payments", owner: query.reference ?? "") {
            guard let reference = query.reference else {
                return try tables.payments.list($0, of: number)
            }
            return try tables.payments.list($0, reference: reference, of: number)
        }
    }

    /// A page of an account's payments, refunded ones included, newest first.
    public func payments(
        of account: ID<VirtualAccount>, _ query: ListQuery
    ) throws -> [Payment] {
        try page(query, of: "payments of account", owner: account.text) {
            try tables.payments.list($0, account: account, of: number)
        }
    }

    /// Replaces the notes of a payment; nobody is told.
    public func replace(notes: Notes, of payment: Payment) throws -> Payment {
        var changed = payment
        changed.notes = notes
        try change { try tables.payments.update(changed, of: number) }
        return changed
    }

    /// The transfer that brought a payment.
    ///
    /// - Throws: ``Refusal/unknownID`` where it was one of the other kind.
    /// - Source: [D] payments.md sections 4 and 5; the error INFERRED.
    public func transfer(of payment: Payment, _ method: Payment.Method) throws -> Transfer {
        guard payment.method == method,
            let transfer = try tables.payments.transfer(of: payment, of: number)
        else { throw Refusal.unknownID }
        return transfer
    }
}
