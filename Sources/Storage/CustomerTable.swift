import SQLite
import SmartCollect

/// The customers of all merchants.
final class CustomerTable {
    private let insertion: Query
    private let update: Query
    private let byID: Query
    private let all: Listing<Customer>
    private let byPair: Query
    private let byEmail: Query
    private let byContact: Query

    let strays: Strays

    private static let columns = "id, created_at, rest"

    init(_ query: Queries) {
        strays = Strays(query, in: "customers")
        let select = "SELECT \(CustomerTable.columns) FROM customers WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO customers (merchant, \(CustomerTable.columns), identity_email,
                identity_contact, stray)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        update = query(
            """
            UPDATE customers SET rest = ?, identity_email = ?, identity_contact = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        all = Listing(query, select, strays: strays) { row, _ throws(SQLiteError) in
            try CustomerTable.read(&row)
        }
        byPair = query("\(select) AND identity_email = ? AND identity_contact = ?")
        byEmail = query("\(select) AND identity_email = ? AND identity_email <> ''")
        byContact = query("\(select) AND identity_contact = ? AND identity_contact <> ''")
    }

    func insert(_ customer: Customer, of merchant: Int64) throws(SQLiteError) {
        let isStray = strays.add(customer.id, at: customer.createdAt, of: merchant)
        try insertion.run { row in
            row.integer(merchant)
            row.id(customer.id)
            row.integer(customer.createdAt)
            row.blob { $0.rest(of: customer) }
            row.text(customer.details.identity?.email)
            row.text(customer.details.identity?.contact)
            row.bool(isStray)
        }
    }

    func update(_ customer: Customer, of merchant: Int64) throws(SQLiteError) {
        try update.run { row in
            row.blob { $0.rest(of: customer) }
            row.text(customer.details.identity?.email)
            row.text(customer.details.identity?.contact)
            row.integer(merchant)
            row.id(customer.id)
        }
    }

    func find(_ id: ID<Customer>, of merchant: Int64) throws(SQLiteError) -> Customer? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: { row throws(SQLiteError) in
            try CustomerTable.read(&row)
        }
    }

    func list(_ page: Page, of merchant: Int64) throws(SQLiteError) -> [Customer] {
        try all.page(page, of: merchant)
    }

    /// Those that share both halves of an identity.
    func find(
        pair identity: CustomerIdentity, of merchant: Int64
    ) throws(SQLiteError) -> [Customer] {
        try byPair.all {
            $0.integer(merchant)
            $0.text(identity.email)
            $0.text(identity.contact)
        } _: { row throws(SQLiteError) in
            try CustomerTable.read(&row)
        }
    }

    /// Those that share either half of an identity.
    func find(
        either identity: CustomerIdentity, of merchant: Int64
    ) throws(SQLiteError) -> [Customer] {
        try find(byEmail, identity.email, of: merchant)
            + find(byContact, identity.contact, of: merchant)
    }

    private func find(
        _ query: Query, _ half: String, of merchant: Int64
    ) throws(SQLiteError) -> [Customer] {
        try query.all {
            $0.integer(merchant)
            $0.text(half)
        } _: { row throws(SQLiteError) in
            try CustomerTable.read(&row)
        }
    }

    private static func read(_ row: inout Row) throws(SQLiteError) -> Customer {
        let (id, createdAt): (ID<Customer>, Timestamp) = (row.id(), row.integer())
        return try row.kept { $0.customer(id, createdAt: createdAt) }
    }
}
