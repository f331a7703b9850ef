import HTTP
import SmartCollect
import Storage
import Wire

/// - Source: webhooks.md section 1, and the control API.
enum WebhookRoutes {
    static let vendor = [
        Route(.post, "/v1/webhooks", register),
        Route(.get, "/v1/webhooks", list),
        Route(.get, "/v1/webhooks/:id") { try fetch($0, place: 0) },
        Route(.put, "/v1/webhooks/:id") { try change($0, place: 0) },
        Route(.post, "/v2/accounts/:account_id/webhooks") { try register($0.ofAccount()) },
        Route(.get, "/v2/accounts/:account_id/webhooks") { try list($0.ofAccount()) },
        Route(.get, "/v2/accounts/:account_id/webhooks/:id") {
            try fetch($0.ofAccount(), place: 1)
        },
        Route(.patch, "/v2/accounts/:account_id/webhooks/:id") {
            try change($0.ofAccount(), place: 1)
        },
        Route(.delete, "/v2/accounts/:account_id/webhooks/:id") {
            try remove($0.ofAccount(), place: 1)
        },
    ]

    static let control = [
        Route(.post, "/_sandbox/webhooks", takesQuery: true, registerHere),
        Route(.get, "/_sandbox/webhooks", takesQuery: true, list),
        Route(.get, "/_sandbox/webhooks/:id", takesQuery: true) { try fetch($0, place: 0) },
        Route(.patch, "/_sandbox/webhooks/:id", takesQuery: true, changeHere),
        Route(.delete, "/_sandbox/webhooks/:id", takesQuery: true) { try remove($0, place: 0) },
    ]

    // MARK: The vendor's routes

    private static func register(_ call: Call) throws -> Reply {
        let draft = try WebhookDraft(reading: call.fields, requiring: [.url, .events])
        return show(try call.books.register(draft), call)
    }

    private static func list(_ call: Call) throws -> Reply {
        let (page, _) = try call.page(.payments)
        let from = page.from ?? 0
        let webhooks = try call.books.webhooks().reversed()
            .filter { $0.createdAt >= from && $0.createdAt <= page.to ?? .max }
            .dropFirst(Int(min(page.skip, 1000))).prefix(Int(page.count))
        return .json {
            $0.collection(Array(webhooks)) { $0.webhook($1, of: call.books.merchant) }
        }
    }

    private static func fetch(_ call: Call, place: Int) throws -> Reply {
        let webhook = try call.books.webhook(call.id(place))
        return show(webhook, call)
    }

    private static func change(_ call: Call, place: Int) throws -> Reply {
        let webhook = try call.books.webhook(call.id(place))
        let draft = try WebhookDraft(reading: call.fields, requiring: [.url, .events])
        return show(try call.books.apply(draft, to: webhook), call)
    }

    private static func remove(_ call: Call, place: Int) throws -> Reply {
        try call.books.remove(call.books.webhook(call.id(place)))
        return .value(.list([]))
    }

    private static func show(_ webhook: Webhook, _ call: Call) -> Reply {
        .json { $0.webhook(webhook, of: call.books.merchant) }
    }

    // MARK: Our own

    private static func registerHere(_ call: Call) throws -> Reply {
        let draft = try WebhookDraft(reading: call.body.fields, requiring: [.url])
        return show(try call.books.register(draft), call)
    }

    private static func changeHere(_ call: Call) throws -> Reply {
        let webhook = try call.books.webhook(call.id())
        let draft = try WebhookDraft(reading: call.body.fields, requiring: [])
        return show(try call.books.apply(draft, to: webhook), call)
    }
}

extension Call {
    /// The call on behalf of the account that the path names: the caller's own, or a sub-account
    /// of the caller's key.
    ///
    /// - Throws: ``Refusal/malformedID(_:)``, ``Refusal/unknownID``.
    fileprivate func ofAccount() throws -> Call {
        let account: ID<Merchant> = try id()
        if account == books.merchant.accountID { return self }
        let key = MerchantKey(books.merchant.keyID, subAccount: account.text)
        guard let others = sandbox.store.books(of: key) else { throw Refusal.unknownID }
        return Call(sandbox: sandbox, request: request, books: others, places: places)
    }
}
