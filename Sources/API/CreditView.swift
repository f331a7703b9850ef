import SmartCollect
import Storage
import Wire

/// A credit and everything that came of it.
struct CreditView {
    let record: CreditRecord
    private let payment: Payment?
    private let transfer: Transfer?
    private let account: VirtualAccount?
    private let refund: Refund?
    private let events: [ID<Event>]
    private let upiDetails: Bool

    init(_ record: CreditRecord, _ books: Books) throws {
        self.record = record
        payment = try record.paymentID.map(books.payment)
        transfer = try payment.map { try books.transfer(of: $0, $0.method) }
        account = try record.virtualAccountID.map(books.virtualAccount)
        refund = try record.refundID.map(books.refund)
        // A repeated advice has caused nothing.
        events =
            record.status == .duplicate
            ? []
            : try record.paymentID.map { id in
                let filter = EventFilter(entity: .payment(id), page: ListQuery(count: 100))
                return try books.events(filter).reversed().map(\.event.id)
            } ?? []
        upiDetails = books.merchant.settings.upiDetails
    }

    fileprivate func writeOutcome(to json: inout JSONWriter) {
        json.member("payment") { json in
            if let payment { json.payment(payment, upiDetails: upiDetails) } else { json.null() }
        }
        json.member("bank_transfer") { json in
            if case .bank(let transfer) = transfer {
                json.bankTransfer(transfer, account: account)
            } else {
                json.null()
            }
        }
        json.member("upi_transfer") { json in
            if case .upi(let transfer) = transfer {
                json.upiTransfer(transfer, account: account)
            } else {
                json.null()
            }
        }
        json.member("refund") { json in
            if let refund { json.refund(refund) } else { json.null() }
        }
        json.member("events", .list(events.map { .string($0.wire) }))
    }
}

extension JSONWriter {
    mutating func credit(_ view: CreditView) {
        let record = view.record
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
