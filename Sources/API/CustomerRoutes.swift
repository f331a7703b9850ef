import HTTP
import SmartCollect
import Storage
import Wire

/// - Source: customers.md.
enum CustomerRoutes {
    static let all = [
        Route(.post, "/v1/customers", create),
        Route(.get, "/v1/customers", list),
        Route(.get, "/v1/customers/:id", fetch),
        Route(.put, "/v1/customers/:id", change),
    ]

    private static func create(_ call: Call) throws -> Reply {
        let draft = try CustomerDraft(reading: call.fields)
        let customer = try call.books.create(draft)
        return .json { $0.customer(customer) }
    }

    private static func list(_ call: Call) throws -> Reply {
        let (page, _) = try call.page(.customers)
        let customers = try call.books.customers(page)
        return .json { $0.collection(customers) { $0.customer($1) } }
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let customer = try call.books.customer(call.id())
        try call.takesNothing()
        return .json { $0.customer(customer) }
    }

    private static func change(_ call: Call) throws -> Reply {
        let customer = try call.books.customer(call.id())
        let change = try CustomerChange(reading: call.fields)
        let changed = try call.books.apply(change, to: customer)
        return .json { $0.customer(changed) }
    }
}
