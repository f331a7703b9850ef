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
        json.member("payment") { json in
            if let payment = outcome.payment {
                json.payment(payment, upiDetails: upiDetails)
            } else {
                json.null()
            }
        }
        json.member("bank_transfer") { json in
            if case .bank(let transfer) = outcome.transfer {
                json.bankTransfer(transfer, account: outcome.account)
            } else {
                json.null()
            }
        }
        json.member("upi_transfer") { json in
            if case .upi(let transfer) = outcome.transfer {
                json.upiTransfer(transfer, account: outcome.account)
            } else {
                json.null()
            }
        }
        json.member("refund") { json in
            if let refund = outcome.refund { json.refund(refund) } else { json.null() }
        }
        json.member("events") { $0.list(outcome.events) { $0.string($1.wire) } }
    }
}

extension JSONWriter {
    mutating func credit(_ view: CreditView) {
        let record = view.outcome.record
        object { json in
            json.member("id", record.id.wire)
            json.member("entity", "credit")
            json.member("status", snakeCase(record.status.rawValue))
            json.member("reason", record.reason.map { snakeCase($0.rawValue) })
            json.member("reason_detail", record.detail)
            json.member("mode", record.credit.rail.wire)
            json.member("amount", record.credit.amount)
            json.member("utr", record.credit.reference)
            json.member("payer") { json in
                if let payer = record.credit.payer { json.payer(payer) } else { json.null() }
            }
            json.member("to") { json in
                json.target(record.credit.target, reached: record.virtualAccountID)
            }
            json.member("narration", record.credit.narration)
            view.writeOutcome(to: &json)
            json.member("settles_at", record.settlesAt)
            json.member("created_at", record.createdAt)
        }
    }
}
