import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// Money in: what the emulated API has no route for.
enum CreditRoutes {
    static let all = [
        Route(.post, "/_sandbox/credits", receive),
        Route(.get, "/_sandbox/credits", takesQuery: true, list),
        Route(.get, "/_sandbox/credits/:id", fetch),
    ]

    private static func receive(_ call: Call) throws -> Reply {
        let order = try Bank.order(
            call.controlBody(), for: call.books, from: call.bench.persona)
        let view = CreditView(try call.books.receive(order), of: call.books)
        return .json(reserving: 4096) { $0.credit(view) }
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let view = try CreditView(call.books.credit(call.id()), of: call.books)
        return .json(reserving: 4096) { $0.credit(view) }
    }

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(
            also: ["virtual_account_id", "utr", "status", "mode"])
        let filter = CreditFilter(
            virtualAccountID: try fields["virtual_account_id"]?.asText.map { text in
                try ID(wire: text)
            },
            reference: fields["utr"]?.asText,
            status: try fields.choice("status", of: CreditRecord.Status.self),
            rail: try fields.choice("mode", of: Rail.self), page: page)
        let records = try call.books.credits(filter)
        let views = try records.map { try CreditView($0, of: call.books) }
        return .json(reserving: 20_000) { $0.collection(views) { $0.credit($1) } }
    }
}
