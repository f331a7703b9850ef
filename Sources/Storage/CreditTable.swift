import SQLite
public import SmartCollect
public import Wire

/// What the bank reported to all merchants.
final class CreditTable {
    private let insertion: Query
    private let updating: Query
    private let byID: Query
    private let byReference: Query
    private let anyByReference: Query
    private let page: Query
    private let ofAccount: Query
    private let ofReference: Query

    private static let columns = """
        id, status, reason, rail, amount, reference, target, payer, narration, detail,
        virtual_account_id, payment_id, refund_id, settles_at, created_at
        """

    init(_ query: Queries) {
        let select = "SELECT \(CreditTable.columns) FROM credits WHERE merchant = ?"
        let filters = "(? IS NULL OR status = ?) AND (? IS NULL OR rail = ?)"
        insertion = query(
            """
            INSERT INTO credits (merchant, \(CreditTable.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE credits SET status = ?, reason = ?, detail = ?, virtual_account_id = ?,
                payment_id = ?, refund_id = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        byReference = query(
            "\(select) AND reference = ? AND rail = ? AND status <> 'duplicate' LIMIT 1")
        anyByReference = query(
            """
            SELECT 1 FROM credits WHERE merchant = ? AND reference = ? AND rail = ? LIMIT 1
            """)
        page = query("\(select) AND \(filters) AND \(Page.clause)")
        ofAccount = query("\(select) AND virtual_account_id = ? AND \(filters) AND \(Page.clause)")
        ofReference = query("\(select) AND reference = ? AND \(filters) AND \(Page.clause)")
    }

    func insert(_ record: CreditRecord, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(record.id)
            row.text(record.status.rawValue)
            row.text(record.reason?.rawValue)
            row.text(record.credit.rail.rawValue)
            row.integer(record.credit.amount)
            row.text(record.credit.reference)
            row.text(JSONWriter.text { $0.target(record.credit.target) })
            row.text(record.credit.payer.map { payer in JSONWriter.text { $0.payer(payer) } })
            row.text(record.credit.narration)
            row.text(record.detail)
            row.id(record.virtualAccountID)
            row.id(record.paymentID)
            row.id(record.refundID)
            row.integer(record.settlesAt)
            row.integer(record.createdAt)
        }
    }

    /// Stores what has become of a credit that waited.
    func update(_ record: CreditRecord, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(record.status.rawValue)
            row.text(record.reason?.rawValue)
            row.text(record.detail)
            row.id(record.virtualAccountID)
            row.id(record.paymentID)
            row.id(record.refundID)
            row.integer(merchant)
            row.id(record.id)
        }
    }

    func find(_ id: ID<Credit>, of merchant: Int64) throws(SQLiteError) -> CreditRecord? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            CreditTable.read(&$0)
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
        } _: {
            CreditTable.read(&$0)
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
        let query =
            filter.reference != nil
            ? ofReference : filter.virtualAccountID != nil ? ofAccount : page
        let rows = try query.all {
            $0.integer(merchant)
            if let key { $0.text(key) }
            $0.text(filter.status?.rawValue)
            $0.text(filter.status?.rawValue)
            $0.text(filter.rail?.rawValue)
            $0.text(filter.rail?.rawValue)
            Page(filter.page).bind(&$0)
        } _: {
            CreditTable.read(&$0)
        }
        guard let account = filter.virtualAccountID else { return rows }
        return rows.filter { $0.virtualAccountID == account }
    }

    private static func read(_ row: inout Row) -> CreditRecord {
        let id: ID<Credit> = row.id()
        let status = CreditRecord.Status(rawValue: row.text()) ?? .credited
        let reason = row.optionalText().flatMap(CreditRecord.Reason.init)
        let rail = Rail(rawValue: row.text()) ?? .neft
        let amount = row.integer()
        let reference = row.text()
        let target = Credit.Target(json: JSON(kept: row.text())) ?? .vpa("")
        let payer = row.optionalText().map { Payer(json: JSON(kept: $0)) }
        let credit = Credit(
            target: target, rail: rail, amount: amount, payer: payer, reference: reference,
            narration: row.optionalText())
        return CreditRecord(
            id: id, credit: credit, status: status, reason: reason, detail: row.optionalText(),
            virtualAccountID: row.optionalID(), paymentID: row.optionalID(),
            refundID: row.optionalID(), settlesAt: row.optionalInteger(),
            createdAt: row.integer())
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
