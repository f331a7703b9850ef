import SmartCollect
import Storage
import Wire

/// A credit and everything that came of it, as we answer it.
struct CreditView {
    fileprivate let outcome: CreditOutcome
    private let upiDetails: Bool

    init(_ outcome: CreditOutcome, of books: Books) {
        self.outcome = outcome
        upiDetails = books.merchant.settings.upiDetails
    }

    init(_ record: CreditRecord, of books: Books) throws {
        self.init(try books.outcome(of: record), of: books)
    }

    fileprivate func writeOutcome(to json: inout JSONWriter) {
        json.literal(#","payment":"#)
        if let payment = outcome.payment {
            json.payment(payment, upiDetails: upiDetails)
        } else {
            json.null()
        }
        json.literal(#","bank_transfer":"#)
        if case .bank(let transfer) = outcome.transfer {
            json.bankTransfer(transfer, account: outcome.account)
        } else {
            json.null()
        }
        json.literal(#","upi_transfer":"#)
        if case .upi(let transfer) = outcome.transfer {
            json.upiTransfer(transfer, account: outcome.account)
        } else {
            json.null()
        }
        json.literal(#","refund":"#)
        if let refund = outcome.refund { json.refund(refund) } else { json.null() }
        json.literal(#","events":"#)
        json.list(outcome.events) { $0.id($1) }
    }
}

extension JSONWriter {
    mutating func credit(_ view: CreditView) {
        let record = view.outcome.record
        literal(#"{"id":"#)
        id(record.id)
        literal(#","entity":"credit","status":"#)
        string(snakeCase(record.status.rawValue))
        literal(#","reason":"#)
        string(record.reason.map { snakeCase($0.rawValue) })
        literal(#","reason_detail":"#)
        string(record.detail)
        literal(#","mode":"#)
        string(record.credit.rail.wire)
        literal(#","amount":"#)
        integer(record.credit.amount)
        literal(#","utr":"#)
        string(record.credit.reference)
        literal(#","payer":"#)
        if let payer = record.credit.payer { self.payer(payer) } else { null() }
        literal(#","to":"#)
        target(record.credit.target, reached: record.virtualAccountID)
        literal(#","narration":"#)
        string(record.credit.narration)
        view.writeOutcome(to: &self)
        literal(#","settles_at":"#)
        integer(record.settlesAt)
        literal(#","created_at":"#)
        integer(record.createdAt)
        literal("}")
    }
}
