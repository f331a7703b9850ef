import SQLite
public import SmartCollect
public import Wire

/// What the bank reported to all merchants.
///
/// A credit that makes a payment at once is kept in the payment's row: what both have is there
/// once, and is found by the same indexes. All others are kept apart: those that wait or have
/// waited, those that made no payment, and those that do not stand in the order of their ids.
final class CreditTable {
    private let insertion: Insertion
    private let updating: Query
    private let withPaymentByID: Query
    private let apartByID: Query
    private let withPaymentByReference: Query
    private let firstApartByReference: Query
    private let anyWithPayment: Query
    private let anyApart: Query
    private let all: Listing<CreditRecord>
    private let ofAccount: Listing<CreditRecord>
    private let ofReference: Listing<CreditRecord>
    private let hundredWithPayment: Query
    private let hundredApart: Query
    let strays: Strays

    /// What stands in columns of a credit.
    struct Columns {
        let id: ID<Credit>
        let status: CreditRecord.Status
        let rail: Rail
        let amount: Paise
        let reference: String
        let virtualAccountID: ID<VirtualAccount>?
        let paymentID: ID<Payment>?
        let refundID: ID<Refund>?
        let settlesAt: Timestamp?
        let createdAt: Timestamp
    }

    private static let columns = """
        id, status, rail, amount, reference, virtual_account_id, payment_id, refund_id,
        settles_at, created_at, rest
        """

    /// The same of those that are kept with payments.
    private static let columnsWithPayment = """
        credit_id, credit_status, rail, amount, reference, virtual_account_id, id,
        credit_refund_id, NULL, created_at, credit
        """

    init(_ query: Queries) {
        let withPayment = """
            SELECT \(CreditTable.columnsWithPayment) FROM payments
            WHERE merchant = ?1 AND credit_id IS NOT NULL
            """
        let apart = "SELECT \(CreditTable.columns) FROM credits_apart WHERE merchant = ?1"
        let bearing = "AND reference = ? AND rail = ?"
        insertion = Insertion(query, into: "credits_apart", CreditTable.columns)
        updating = query(
            """
            UPDATE credits_apart SET status = ?, virtual_account_id = ?, payment_id = ?,
                refund_id = ?, rest = ?
            WHERE merchant = ? AND id = ?
            """)
        // No other payment is made between a credit and the payment that it is kept with.
        withPaymentByID = query(
            """
            \(withPayment) AND credit_id = ?2 AND id = (SELECT min(id) FROM payments
                WHERE merchant = ?1 AND id > ?2)
            """)
        apartByID = query("\(apart) AND id = ?")
        withPaymentByReference = query("\(withPayment) \(bearing) LIMIT 1")
        firstApartByReference = query("\(apart) \(bearing) AND status <> 'duplicate' LIMIT 1")
        anyWithPayment = query("SELECT 1 FROM payments WHERE merchant = ? \(bearing) LIMIT 1")
        anyApart = query("SELECT 1 FROM credits_apart WHERE merchant = ? \(bearing) LIMIT 1")
        // A colon is what comes behind the digits.
        let hundred = "AND reference >= ?2 AND reference < ?2 || ':'"
        hundredWithPayment = query("SELECT 1 FROM payments WHERE merchant = ?1 \(hundred) LIMIT 1")
        hundredApart = query("SELECT 1 FROM credits_apart WHERE merchant = ?1 \(hundred) LIMIT 1")
        let strays = Strays(query, in: "credits_apart", where: "true")
        let list = { (condition: String) in
            let filter = { (status: String) in
                "\(condition) AND (? IS NULL OR \(status) = ?) AND (? IS NULL OR rail = ?)"
            }
            return Listing(
                query, regular: "\(withPayment) \(filter("credit_status"))",
                stray: "\(apart) \(filter("status"))", strays: strays
            ) { row, _ throws(SQLiteError) in
                try CreditTable.read(&row)
            }
        }
        all = list("")
        ofAccount = list("AND virtual_account_id = ?")
        ofReference = list("AND reference = ? AND (? IS NULL OR virtual_account_id = ?)")
        self.strays = strays
    }

    /// Keeps credits apart.
    func insert(_ records: [CreditRecord], of merchant: Int64) throws(SQLiteError) {
        guard !records.isEmpty else { return }
        strays.note(of: merchant)
        try insertion.run(records, of: merchant) { row, record in
            row.id(record.id)
            row.text(record.status.rawValue)
            row.text(record.credit.rail.rawValue)
            row.integer(record.credit.amount)
            row.text(record.credit.reference)
            row.id(record.virtualAccountID)
            row.id(record.paymentID)
            row.id(record.refundID)
            row.integer(record.settlesAt)
            row.integer(record.createdAt)
            row.blob { $0.rest(of: record) }
        }
    }

    /// Stores what has become of a credit that waited.
    func update(_ record: CreditRecord, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(record.status.rawValue)
            row.id(record.virtualAccountID)
            row.id(record.paymentID)
            row.id(record.refundID)
            row.blob { $0.rest(of: record) }
            row.integer(merchant)
            row.id(record.id)
        }
    }

    func find(_ id: ID<Credit>, of merchant: Int64) throws(SQLiteError) -> CreditRecord? {
        try first(withPaymentByID, apartByID, of: merchant) { $0.id(id) }
    }

    /// The credit that first bore a reference on a rail.
    func find(
        reference: String, rail: Rail, of merchant: Int64
    ) throws(SQLiteError) -> CreditRecord? {
        try first(withPaymentByReference, firstApartByReference, of: merchant) {
            $0.text(reference)
            $0.text(rail.rawValue)
        }
    }

    private func first(
        _ withPayment: Query, _ apart: Query, of merchant: Int64, _ bind: (inout Binder) -> Void
    ) throws(SQLiteError) -> CreditRecord? {
        for query in [withPayment, apart] {
            let record = try query.first {
                $0.integer(merchant)
                bind(&$0)
            } _: { row throws(SQLiteError) in
                try CreditTable.read(&row)
            }
            if let record { return record }
        }
        return nil
    }

    /// Whether any credit bears a reference on a rail.
    func isUsed(reference: String, rail: Rail, of merchant: Int64) throws(SQLiteError) -> Bool {
        try isThere(anyWithPayment, anyApart, of: merchant) { row in
            row.text(reference)
            row.text(rail.rawValue)
        }
    }

    /// Whether any credit bears one of the hundred references that begin alike, on whatever rail.
    func isUsed(hundred: String, of merchant: Int64) throws(SQLiteError) -> Bool {
        try isThere(hundredWithPayment, hundredApart, of: merchant) { $0.text(hundred) }
    }

    private func isThere(
        _ withPayment: Query, _ apart: Query, of merchant: Int64, _ bind: (inout Binder) -> Void
    ) throws(SQLiteError) -> Bool {
        if try isThere(withPayment, of: merchant, bind) { return true }
        guard try strays.exist(of: merchant) else { return false }
        return try isThere(apart, of: merchant, bind)
    }

    private func isThere(
        _ query: Query, of merchant: Int64, _ bind: (inout Binder) -> Void
    ) throws(SQLiteError) -> Bool {
        try query.first {
            $0.integer(merchant)
            bind(&$0)
        } _: { _ in
            true
        } ?? false
    }

    func list(_ filter: CreditFilter, of merchant: Int64) throws(SQLiteError) -> [CreditRecord] {
        let account = filter.virtualAccountID?.text
        let list = filter.reference != nil ? ofReference : account != nil ? ofAccount : all
        return try list.page(Page(filter.page), of: merchant) { row in
            if let reference = filter.reference {
                row.text(reference)
                row.text(account)
            }
            if filter.reference != nil || account != nil { row.text(account) }
            row.text(filter.status?.rawValue)
            row.text(filter.status?.rawValue)
            row.text(filter.rail?.rawValue)
            row.text(filter.rail?.rawValue)
        }
    }

    private static func read(_ row: inout Row) throws(SQLiteError) -> CreditRecord {
        let columns = Columns(
            id: row.id(), status: CreditRecord.Status(rawValue: row.text()) ?? .credited,
            rail: Rail(rawValue: row.text()) ?? .neft, amount: row.integer(),
            reference: row.text(), virtualAccountID: row.optionalID(),
            paymentID: row.optionalID(), refundID: row.optionalID(),
            settlesAt: row.optionalInteger(), createdAt: row.integer())
        return try row.kept { $0.creditRecord(columns) }
    }
}

/// Which credits are asked for.
public struct CreditFilter: Equatable, Sendable {
    /// Those that reached an account.
    public var virtualAccountID: ID<VirtualAccount>?
    /// Those that bear a reference.
    public var reference: String?
    /// Those of which something became.
    public var status: CreditRecord.Status?
    /// Those that travelled so.
    public var rail: Rail?
    /// Which page of them.
    public var page: ListQuery

    /// The credits that fit all of it.
    public init(
        virtualAccountID: ID<VirtualAccount>? = nil, reference: String? = nil,
        status: CreditRecord.Status? = nil, rail: Rail? = nil, page: ListQuery = ListQuery()
    ) {
        self.virtualAccountID = virtualAccountID
        self.reference = reference
        self.status = status
        self.rail = rail
        self.page = page
    }
}
