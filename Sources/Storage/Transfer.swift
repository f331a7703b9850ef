import SQLite
public import SmartCollect

/// The transfer that brought a payment: to an account number or to a UPI address.
public enum Transfer: Hashable, Sendable {
    case bank(BankTransfer)
    case upi(UPITransfer)
}

// Both kinds share the columns of the payment's row.
extension Transfer {
    func bind(_ row: inout Binder) {
        switch self {
        case .bank(let transfer):
            row.id(transfer.id)
            row.text(transfer.rail.rawValue)
            row.id(transfer.payer?.id)
            row.text(transfer.payer?.name)
            row.text(transfer.payer?.accountNumber)
            row.text(transfer.payer?.ifsc)
            row.text(transfer.payer?.bankName)
        case .upi(let transfer):
            row.id(transfer.id)
            row.text(Rail.upi.rawValue)
            row.null()
            row.null()
            row.text(transfer.payerAccount)
            row.text(transfer.payerIFSC)
            row.text(transfer.payerBank)
        }
    }

    init(reading row: inout Row, of payment: Payment) {
        let id = row.text()
        let rail = Rail(rawValue: row.text()) ?? .neft
        let payerID: ID<BankAccount>? = row.optionalID()
        let (name, account) = (row.optionalText(), row.optionalText())
        let (ifsc, bank) = (row.optionalText(), row.optionalText())
        switch payment.method {
        case .bankTransfer:
            self = .bank(
                BankTransfer(
                    id: ID(known: id), paymentID: payment.id, rail: rail,
                    reference: payment.reference, amount: payment.amount,
                    payer: payerID.map {
                        BankAccount(
                            id: $0, ifsc: ifsc, bankName: bank, name: name, accountNumber: account)
                    }, virtualAccountID: payment.virtualAccountID))
        case .upi:
            self = .upi(
                UPITransfer(
                    id: ID(known: id), amount: payment.amount, payerVPA: payment.payerVPA,
                    payerBank: bank, payerAccount: account, payerIFSC: ifsc,
                    paymentID: payment.id, reference: payment.reference,
                    virtualAccountID: payment.virtualAccountID))
        }
    }
}
