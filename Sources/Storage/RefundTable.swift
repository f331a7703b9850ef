import SQLite
import SmartCollect

/// The refunds of all merchants.
final class RefundTable {
    private let insertion: Query
    private let updating: Query
    private let byID: Query
    private let all: Listing<Refund>
    private let ofPayment: Listing<Refund>
    private let byReceipt: Query
    let strays: Strays

    /// What stands in columns of a refund.
    struct Columns {
        let id: ID<Refund>
        let paymentID: ID<Payment>
        let amount: Paise
        let receipt: String?
        let status: Refund.Status
        let speedRequested: RefundSpeed
        let createdAt: Timestamp
    }

    private static let columns =
        "id, payment_id, amount, receipt, status, speed_requested, created_at, rest"

    init(_ query: Queries) {
        let select = "SELECT \(RefundTable.columns) FROM refunds WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO refunds (merchant, \(RefundTable.columns), stray)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            "UPDATE refunds SET status = ?, rest = ? WHERE merchant = ? AND id = ?")
        byID = query("\(select) AND id = ?")
        byReceipt = query(
            "SELECT 1 FROM refunds WHERE merchant = ? AND payment_id = ? AND receipt = ? LIMIT 1")
        let strays = Strays(query, in: "refunds")
        let list = { (select: String) in
            Listing(query, select, strays: strays) { row, _ throws(SQLiteError) in
                try RefundTable.read(&row)
            }
        }
        all = list(select)
        ofPayment = list("\(select) AND payment_id = ?")
        self.strays = strays
    }

    func insert(_ refund: Refund, of merchant: Int64) throws(SQLiteError) {
        let isStray = strays.add(refund.id, at: refund.createdAt, of: merchant)
        try insertion.run { row in
            row.integer(merchant)
            row.id(refund.id)
            row.id(refund.paymentID)
            row.integer(refund.amount)
            row.text(refund.receipt)
            row.text(refund.status.rawValue)
            row.text(refund.speedRequested.rawValue)
            row.integer(refund.createdAt)
            row.blob { $0.rest(of: refund) }
            row.bool(isStray)
        }
    }

    func update(_ refund: Refund, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(refund.status.rawValue)
            row.blob { $0.rest(of: refund) }
            row.integer(merchant)
            row.id(refund.id)
        }
    }

    func find(_ id: ID<Refund>, of merchant: Int64) throws(SQLiteError) -> Refund? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: { row throws(SQLiteError) in
            try RefundTable.read(&row)
        }
    }

    func list(
        _ page: Page, payment: ID<Payment>?, of merchant: Int64
    ) throws(SQLiteError) -> [Refund] {
        guard let payment else { return try all.page(page, of: merchant) }
        return try ofPayment.page(page, of: merchant) { $0.id(payment) }
    }

    func isReceiptUsed(
        _ receipt: String, payment: ID<Payment>, of merchant: Int64
    ) throws(SQLiteError) -> Bool {
        try byReceipt.first {
            $0.integer(merchant)
            $0.id(payment)
            $0.text(receipt)
        } _: { _ in
            true
        } ?? false
    }

    private static func read(_ row: inout Row) throws(SQLiteError) -> Refund {
        let columns = Columns(
            id: row.id(), paymentID: row.id(), amount: row.integer(),
            receipt: row.optionalText(),
            status: Refund.Status(rawValue: row.text()) ?? .processed,
            speedRequested: RefundSpeed(rawValue: row.text()) ?? .normal,
            createdAt: row.integer())
        return try row.kept { $0.refund(columns) }
    }
}

/// Which refund an idempotency key has led to.
final class RefundKeyTable {
    private let insertion: Query
    private let byKey: Query

    init(_ query: Queries) {
        insertion = query(
            """
            INSERT INTO refund_keys (merchant, key, request, refund_id, answer)
            VALUES (?, ?, ?, ?, ?)
            """)
        byKey = query("SELECT request, answer FROM refund_keys WHERE merchant = ? AND key = ?")
    }

    func insert(
        _ key: String, request: String, refund: ID<Refund>, answer: [UInt8], of merchant: Int64
    ) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.text(key)
            row.text(request)
            row.id(refund)
            row.blob(answer)
        }
    }

    func find(
        _ key: String, of merchant: Int64
    ) throws(SQLiteError) -> (request: String, answer: [UInt8])? {
        try byKey.first {
            $0.integer(merchant)
            $0.text(key)
        } _: {
            ($0.text(), $0.blob())
        }
    }
}
