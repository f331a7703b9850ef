import HTTP
import SmartCollect
import Storage
import Wire

/// Back to the beginning.
///
/// Records, events, deliveries, idempotency keys, webhooks, settings and the clock go back to what
/// the merchant began with: its seed where it has one, nothing otherwise. Its key, secret, account
/// id and snapshots stay. A sub-account is a merchant of its own here, as everywhere: it is reset
/// under its own header, or with `?all=true`.
enum ResetRoutes {
    static let all = [
        Route(.post, "/_sandbox/reset", takesQuery: true, reset)
    ]

    private static func reset(_ call: Call) throws -> Reply {
        _ = try call.controlBody()
        let fields = try Fields(call.fields, knowing: ["all", "tenant"])
        var isAll = false
        if let value = fields["all"] {
            guard let flag = value.asFlag else { throw ControlFields.wrong("all", "true or false") }
            isAll = flag
        }
        let store = call.sandbox.store
        let books = isAll ? Array(store.allBooks) : [call.books]
        let gone = try store.reset(books)
        return .json { json in
            json.object { json in
                json.member("entity", "reset")
                json.member("merchants", Int64(books.count))
                json.tally(gone)
            }
        }
    }
}

extension JSONWriter {
    /// Writes how many records of each kind there are, as members.
    mutating func tally(_ tally: Tally) {
        member("customers", tally.customers)
        member("virtual_accounts", tally.virtualAccounts)
        member("payments", tally.payments)
        member("refunds", tally.refunds)
        member("credits", tally.credits)
        member("webhooks", tally.webhooks)
        member("events", tally.events)
        member("deliveries", tally.deliveries)
    }
}
