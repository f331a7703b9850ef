import HTTP
import SmartCollect
import Storage
import Wire

/// The proof of a merchant's books.
enum LedgerRoutes {
    static let all = [
        Route(.get, "/_sandbox/ledger", prove)
    ]

    private static func prove(_ call: Call) throws -> Reply {
        let ledger = try call.books.ledger()
        return .json { $0.ledger(ledger) }
    }
}

extension JSONWriter {
    fileprivate mutating func ledger(_ ledger: Ledger) {
        let totals = ledger.totals
        object { json in
            json.member("entity", "ledger")
            json.member("balanced", ledger.isBalanced)
            json.member("accounts", totals.accounts)
            json.member("payments", totals.payments)
            json.member("refunds", totals.refunds)
            json.member("credits", totals.credits)
            json.member("received", totals.received)
            json.member("captured", totals.captured)
            json.member("refunded", totals.refunded)
            json.member("discrepancies") { json in
                json.list(ledger.discrepancies) { $0.discrepancy($1) }
            }
        }
    }

    private mutating func discrepancy(_ discrepancy: Ledger.Discrepancy) {
        object { json in
            json.member("what", discrepancy.what)
            json.member("id", discrepancy.id)
            json.member("expected", discrepancy.expected)
            json.member("found", discrepancy.found)
        }
    }
}
