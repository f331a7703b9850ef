import HTTP
import SmartCollect
import Storage
import Wire

/// - Source: virtual-accounts.md.
enum VirtualAccountRoutes {
    static let all = [
        Route(.post, "/v1/virtual_accounts", open),
        Route(.get, "/v1/virtual_accounts", list),
        Route(.get, "/v1/virtual_accounts/:id", fetch),
        Route(.patch, "/v1/virtual_accounts/:id", change),
        Route(.post, "/v1/virtual_accounts/:id/close", close),
        Route(.get, "/v1/virtual_accounts/:id/payments", payments),
        Route(.post, "/v1/virtual_accounts/:id/receivers", addReceiver),
        Route(.post, "/v1/virtual_accounts/:id/allowed_payers", allowPayer),
        Route(.delete, "/v1/virtual_accounts/:id/allowed_payers/:payer_id", disallowPayer),
    ]

    private static func open(_ call: Call) throws -> Reply {
        let draft = try VirtualAccountDraft(
            reading: call.fields, settings: call.books.merchant.settings)
        return show(try call.books.open(draft))
    }

    private static func list(_ call: Call) throws -> Reply {
        let (page, _) = try call.page(.payments)
        let accounts = try call.books.virtualAccounts(page)
        return .json(reserving: 10_000) { $0.collection(accounts) { $0.virtualAccount($1) } }
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let account = try account(call)
        try call.takesNothing()
        return show(account)
    }

    private static func change(_ call: Call) throws -> Reply {
        let account = try account(call)
        let change = try VirtualAccountChange(reading: call.fields)
        return show(try call.books.apply(change, to: account))
    }

    private static func close(_ call: Call) throws -> Reply {
        let account = try account(call)
        _ = try Fields(call.fields, knowing: [])
        return show(try call.books.close(account))
    }

    private static func payments(_ call: Call) throws -> Reply {
        let account = try account(call)
        let (page, _) = try call.page(.payments)
        let payments = try call.books.payments(of: account.id, page)
        return PaymentRoutes.show(payments, call)
    }

    private static func addReceiver(_ call: Call) throws -> Reply {
        let account = try account(call)
        let draft = try ReceiversDraft(
            reading: call.fields, settings: call.books.merchant.settings)
        return show(try call.books.add(draft, to: account))
    }

    private static func allowPayer(_ call: Call) throws -> Reply {
        let account = try account(call)
        let payer = try PayerAccount(reading: call.fields)
        return show(try call.books.allow(payer, on: account))
    }

    private static func disallowPayer(_ call: Call) throws -> Reply {
        let account = try account(call)
        try call.books.disallow(try call.id(1), on: account)
        switch call.books.merchant.settings.payerDeletion {
        case .empty: return .empty
        case .null: return .value(.null)
        }
    }

    private static func account(_ call: Call) throws -> VirtualAccount {
        try call.books.virtualAccount(call.id())
    }

    private static func show(_ account: VirtualAccount) -> Reply {
        .json { $0.virtualAccount(account) }
    }
}
