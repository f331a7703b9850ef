import HTTP
import SmartCollect
import Storage
import Wire

/// - Source: payments.md.
enum PaymentRoutes {
    static let all = [
        Route(.get, "/v1/payments", list),
        Route(.get, "/v1/payments/:id", fetch),
        Route(.patch, "/v1/payments/:id", change),
        Route(.get, "/v1/payments/:id/bank_transfer", bankTransfer),
        Route(.get, "/v1/payments/:id/upi_transfer", upiTransfer),
    ]

    private static func list(_ call: Call) throws -> Reply {
        let query = try PaymentQuery(reading: call.queryFields)
        return show(try call.books.payments(query), call)
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        try call.takesNothing()
        return show(payment, call)
    }

    private static func change(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        guard let notes = try Fields(call.fields, knowing: ["notes"]).notes() else {
            throw Refusal.required(.notes)
        }
        return show(try call.books.replace(notes: notes, of: payment), call)
    }

    private static func bankTransfer(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        let transfer = try call.books.transfer(of: payment, .bankTransfer)
        try call.takesNothing()
        return try show(transfer, call)
    }

    private static func upiTransfer(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        let transfer = try call.books.transfer(of: payment, .upi)
        try call.takesNothing()
        return try show(transfer, call)
    }

    private static func show(_ transfer: Transfer, _ call: Call) throws -> Reply {
        switch transfer {
        case .bank(let transfer):
            let account = try call.books.virtualAccount(transfer.virtualAccountID)
            return .json { $0.bankTransfer(transfer, account: account) }
        case .upi(let transfer):
            let account = try call.books.virtualAccount(transfer.virtualAccountID)
            return .json { $0.upiTransfer(transfer, account: account) }
        }
    }

    private static func show(_ payment: Payment, _ call: Call) -> Reply {
        let upiDetails = call.books.merchant.settings.upiDetails
        return .json { $0.payment(payment, upiDetails: upiDetails) }
    }

    static func show(_ payments: [Payment], _ call: Call) -> Reply {
        let upiDetails = call.books.merchant.settings.upiDetails
        return .json(reserving: 8_000) {
            $0.collection(payments) { $0.payment($1, upiDetails: upiDetails) }
        }
    }
}
