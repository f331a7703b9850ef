import SQLite
import SmartCollect

/// The customers of all merchants.
final class CustomerTable {
    private let insertion: Query
    private let update: Query
    private let byID: Query
    private let page: Query
    private let byPair: Query
    private let byEmail: Query
    private let byContact: Query

    private static let columns = "id, name, email, contact, gstin, notes, created_at"

    init(_ query: Queries) {
        let select = "SELECT \(CustomerTable.columns) FROM customers WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO customers (merchant, id, name, email, contact, gstin, notes,
                identity_email, identity_contact, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        update = query(
            """
            UPDATE customers SET name = ?, email = ?, contact = ?, gstin = ?, notes = ?,
                identity_email = ?, identity_contact = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        page = query("\(select) AND \(Page.clause)")
        byPair = query("\(select) AND identity_email = ? AND identity_contact = ?")
        byEmail = query("\(select) AND identity_email = ? AND identity_email <> ''")
        byContact = query("\(select) AND identity_contact = ? AND identity_contact <> ''")
    }

    func insert(_ customer: Customer, of merchant: Int64) throws(SQLiteError) {
        let details = customer.details
        try insertion.run { row in
            row.integer(merchant)
            row.id(customer.id)
            row.text(details.name)
            row.text(details.email)
            row.text(details.contact)
            row.text(details.gstin)
            row.notes(customer.notes)
            row.text(details.identity?.email)
            row.text(details.identity?.contact)
            row.integer(customer.createdAt)
        }
    }

    func update(_ customer: Customer, of merchant: Int64) throws(SQLiteError) {
        let details = customer.details
        try update.run { row in
            row.text(details.name)
            row.text(details.email)
            row.text(details.contact)
            row.text(details.gstin)
            row.notes(customer.notes)
            row.text(details.identity?.email)
            row.text(details.identity?.contact)
            row.integer(merchant)
            row.id(customer.id)
        }
    }

    func find(_ id: ID<Customer>, of merchant: Int64) throws(SQLiteError) -> Customer? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            CustomerTable.read(&$0)
        }
    }

    func list(_ page: Page, of merchant: Int64) throws(SQLiteError) -> [Customer] {
        try self.page.all {
            $0.integer(merchant)
            page.bind(&$0)
        } _: {
            CustomerTable.read(&$0)
        }
    }

    /// Those that share both halves of an identity.
    func find(
        pair identity: CustomerIdentity, of merchant: Int64
    ) throws(SQLiteError) -> [Customer] {
        try byPair.all {
            $0.integer(merchant)
            $0.text(identity.email)
            $0.text(identity.contact)
        } _: {
            CustomerTable.read(&$0)
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
        } _: {
            CustomerTable.read(&$0)
        }
    }

    private static func read(_ row: inout Row) -> Customer {
        let id: ID<Customer> = row.id()
        let details = CustomerDetails(
            name: row.optionalText(), email: row.optionalText(), contact: row.optionalText(),
            gstin: row.optionalText())
        return Customer(id: id, details: details, notes: row.notes(), createdAt: row.integer())
    }
}
