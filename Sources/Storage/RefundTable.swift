import SQLite
import SmartCollect

/// The refunds of all merchants.
final class RefundTable {
    private let insertion: Query
    private let updating: Query
    private let byID: Query
    private let page: Query
    private let ofPayment: Query
    private let byReceipt: Query

    private static let columns = """
        id, payment_id, method, amount, notes, receipt, reference, status, speed_requested,
        speed_processed, created_at
        """

    init(_ query: Queries) {
        let select = "SELECT \(RefundTable.columns) FROM refunds WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO refunds (merchant, \(RefundTable.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE refunds SET notes = ?, reference = ?, status = ?, speed_processed = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        page = query("\(select) AND \(Page.clause)")
        ofPayment = query("\(select) AND payment_id = ? AND \(Page.clause)")
        byReceipt = query(
            "SELECT 1 FROM refunds WHERE merchant = ? AND payment_id = ? AND receipt = ? LIMIT 1")
    }

    func insert(_ refund: Refund, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(refund.id)
            row.id(refund.paymentID)
            row.text(refund.method.rawValue)
            row.integer(refund.amount)
            row.notes(refund.notes)
            row.text(refund.receipt)
            row.text(refund.reference)
            row.text(refund.status.rawValue)
            row.text(refund.speedRequested.rawValue)
            row.text(refund.speedProcessed?.rawValue)
            row.integer(refund.createdAt)
        }
    }

    func update(_ refund: Refund, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.notes(refund.notes)
            row.text(refund.reference)
            row.text(refund.status.rawValue)
            row.text(refund.speedProcessed?.rawValue)
            row.integer(merchant)
            row.id(refund.id)
        }
    }

    func find(_ id: ID<Refund>, of merchant: Int64) throws(SQLiteError) -> Refund? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            RefundTable.read(&$0)
        }
    }

    func list(
        _ page: Page, payment: ID<Payment>?, of merchant: Int64
    ) throws(SQLiteError) -> [Refund] {
        try (payment == nil ? self.page : ofPayment).all {
            $0.integer(merchant)
            if let payment { $0.id(payment) }
            page.bind(&$0)
        } _: {
            RefundTable.read(&$0)
        }
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

    private static func read(_ row: inout Row) -> Refund {
        Refund(
            id: row.id(), paymentID: row.id(),
            method: Payment.Method(rawValue: row.text()) ?? .bankTransfer, amount: row.integer(),
            notes: row.notes(), receipt: row.optionalText(), reference: row.optionalText(),
            status: Refund.Status(rawValue: row.text()) ?? .processed,
            speedRequested: RefundSpeed(rawValue: row.text()) ?? .normal,
            speedProcessed: row.optionalText().flatMap(RefundSpeedProcessed.init),
            createdAt: row.integer())
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
