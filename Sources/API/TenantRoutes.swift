import HTTP
import SmartCollect
import Storage
import Wire

/// Who has books here: the merchants, which the control API calls tenants.
///
/// They stand in the order of their keys, a sub-account behind the key that acts for it. Removing a
/// key removes its sub-accounts and snapshots too, and lets go of its secret. The default merchant
/// always is there: it can be reset, not removed.
enum TenantRoutes {
    static let all = [
        Route(.get, "/_sandbox/tenants", list),
        Route(.delete, "/_sandbox/tenants/:key_id", remove),
    ]

    private static func list(_ call: Call) throws -> Reply {
        let tenants = try call.sandbox.store.allBooks.sorted { $0.place < $1.place }
            .map { ($0, try $0.tally()) }
        return .json(reserving: 4096) { json in
            json.collection(tenants) { $0.tenant($1.0, $1.1) }
        }
    }

    private static func remove(_ call: Call) throws -> Reply {
        let keyID = String(call.parameter(0))
        guard keyID != call.sandbox.configuration.keyID else {
            throw ErrorBody.control(
                "default_tenant",
                "The default merchant cannot be removed; POST /_sandbox/reset empties it.")
        }
        let books = call.sandbox.store.allBooks.filter { $0.key.keyID == keyID }
        guard !books.isEmpty else {
            throw ErrorBody.control(
                "unknown_tenant", "No merchant of that key id is known.", status: 404)
        }
        let gone = try call.sandbox.store.remove(books)
        return .json { json in
            json.object { json in
                json.member("entity", "tenant")
                json.member("key_id", keyID)
                json.member("deleted", true)
                json.tally(gone)
            }
        }
    }
}

extension Books {
    /// Where the merchant stands in a list.
    fileprivate var place: String { key.keyID + "/" + key.subAccount }
}

extension JSONWriter {
    fileprivate mutating func tenant(_ books: Books, _ tally: Tally) {
        object { json in
            json.member("entity", "tenant")
            json.member("key_id", books.key.keyID)
            json.member("account_id", books.merchant.accountID.wire)
            json.member("sub_account", books.merchant.subAccount != nil)
            json.member("mode", books.merchant.mode == .test ? "test" : "live")
            json.tally(tally)
            json.member("clock", .object(ClockRoutes.state(of: books)))
        }
    }
}
