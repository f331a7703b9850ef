import SQLite
public import SmartCollect
public import Wire

/// What the bank reported to all merchants.
final class CreditTable {
    private let insertion: Insertion
    private let updating: Query
    private let byID: Query
    private let byReference: Query
    private let anyByReference: Query
    private let all: Listing<CreditRecord>
    private let ofAccount: Listing<CreditRecord>
    private let ofReference: Listing<CreditRecord>
    private let strays: Strays

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

    init(_ query: Queries) {
        let select = "SELECT \(CreditTable.columns) FROM credits WHERE merchant = ?"
        let ofOne = "SELECT 1 FROM credits WHERE merchant = ?"
        insertion = Insertion(query, into: "credits", "\(CreditTable.columns), stray")
        updating = query(
            """
            UPDATE credits SET status = ?, virtual_account_id = ?, payment_id = ?,
                refund_id = ?, rest = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        byReference = query(
            "\(select) AND reference = ? AND rail = ? AND status <> 'duplicate' LIMIT 1")
        anyByReference = query("\(ofOne) AND reference = ? AND rail = ? LIMIT 1")
        let strays = Strays(query, in: "credits")
        let list = { (condition: String) in
            Listing(
                query,
                """
                \(select) \(condition) AND (? IS NULL OR status = ?) AND (? IS NULL OR rail = ?)
                """, strays: strays
            ) { row throws(SQLiteError) in
                try CreditTable.read(&row)
            }
        }
        all = list("")
        ofAccount = list("AND virtual_account_id = ?")
        ofReference = list("AND reference = ?")
        self.strays = strays
    }

    func insert(_ records: [CreditRecord], of merchant: Int64) throws(SQLiteError) {
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
            row.bool(strays.add(record.id, at: record.createdAt, of: merchant))
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
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: { row throws(SQLiteError) in
            try CreditTable.read(&row)
        }
    }

    /// The credit that first bore a reference on a rail.
    func find(
        reference: String, rail: Rail, of merchant: Int64
    ) throws(SQLiteError) -> CreditRecord? {
        try byReference.first {
            $0.integer(merchant)
            $0.text(reference)
            $0.text(rail.rawValue)
        } _: { row throws(SQLiteError) in
            try CreditTable.read(&row)
        }
    }

    /// Whether any credit bears a reference on a rail.
    func isUsed(reference: String, rail: Rail, of merchant: Int64) throws(SQLiteError) -> Bool {
        try anyByReference.first {
            $0.integer(merchant)
            $0.text(reference)
            $0.text(rail.rawValue)
        } _: { _ in
            true
        } ?? false
    }

    func list(_ filter: CreditFilter, of merchant: Int64) throws(SQLiteError) -> [CreditRecord] {
        let key = filter.reference ?? filter.virtualAccountID?.text
        let list =
            filter.reference != nil
            ? ofReference : filter.virtualAccountID != nil ? ofAccount : all
        let rows = try list.page(Page(filter.page), of: merchant) { row in
            if let key { row.text(key) }
            row.text(filter.status?.rawValue)
            row.text(filter.status?.rawValue)
            row.text(filter.rail?.rawValue)
            row.text(filter.rail?.rawValue)
        }
        guard let account = filter.virtualAccountID else { return rows }
        return rows.filter { $0.virtualAccountID == account }
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
public struct CreditFilter: Hashable, Sendable {
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
