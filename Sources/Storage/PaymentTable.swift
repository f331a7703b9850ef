import SQLite
import SmartCollect

/// The payments of all merchants, each with the transfer that brought it, and with the credit that
/// made it at once.
final class PaymentTable {
    private let insertion: Insertion
    private let updating: Query
    private let byID: Query
    private let transferByID: Query
    private let all: Listing<Payment>
    private let ofAccount: Listing<Payment>
    private let byReference: Listing<Payment>
    let strays: Strays

    /// A payment, the transfer that brought it, and the credit, where it is kept with them.
    struct Arrival {
        let payment: Payment
        let transfer: Transfer
        let credit: CreditRecord?
    }

    /// What stands in columns of a payment.
    struct Columns {
        let id: ID<Payment>
        let virtualAccountID: ID<VirtualAccount>
        let amount: Paise
        let status: Payment.Status
        let amountRefunded: Paise
        let captured: Bool
        let reference: String
        let createdAt: Timestamp
    }

    private static let columns = """
        id, virtual_account_id, amount, status, amount_refunded, captured, reference, created_at,
        rest
        """

    init(_ query: Queries) {
        let select = "SELECT \(PaymentTable.columns) FROM payments WHERE merchant = ?"
        insertion = Insertion(
            query, into: "payments",
            """
            \(PaymentTable.columns), transfer, stray, credit_id, credit_status,
            credit_refund_id, rail, credit
            """)
        updating = query(
            """
            UPDATE payments SET status = ?, amount_refunded = ?, rest = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        transferByID = query("SELECT transfer FROM payments WHERE merchant = ? AND id = ?")
        let strays = Strays(query, in: "payments")
        let list = { (select: String) in
            Listing(query, select, strays: strays) { row, _ throws(SQLiteError) in
                try PaymentTable.read(&row)
            }
        }
        all = list(select)
        ofAccount = list("\(select) AND virtual_account_id = ?")
        byReference = list("\(select) AND reference = ?")
        self.strays = strays
    }

    /// Keeps a payment that has just been made.
    func insert(_ arrival: Arrival, of merchant: Int64) throws(SQLiteError) {
        try insertion.run(of: merchant) { bind(arrival, of: merchant, to: &$0) }
    }

    /// Keeps many of them.
    func insert(_ arrivals: [Arrival], of merchant: Int64) throws(SQLiteError) {
        try insertion.run(arrivals, of: merchant) { bind($1, of: merchant, to: &$0) }
    }

    private func bind(_ arrival: Arrival, of merchant: Int64, to row: inout Binder) {
        let payment = arrival.payment
        row.id(payment.id)
        row.id(payment.virtualAccountID)
        row.integer(payment.amount)
        row.text(payment.status.rawValue)
        row.integer(payment.amountRefunded)
        row.bool(payment.captured)
        row.text(payment.reference)
        row.integer(payment.createdAt)
        row.blob { $0.rest(of: payment) }
        row.blob { $0.rest(of: arrival.transfer) }
        row.bool(strays.add(payment.id, at: payment.createdAt, of: merchant))
        guard let credit = arrival.credit else {
            for _ in 0..<5 { row.null() }
            return
        }
        row.id(credit.id)
        row.text(credit.status.rawValue)
        row.id(credit.refundID)
        row.text(credit.credit.rail.rawValue)
        row.blob { $0.rest(of: credit) }
    }

    func update(_ payment: Payment, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(payment.status.rawValue)
            row.integer(payment.amountRefunded)
            row.blob { $0.rest(of: payment) }
            row.integer(merchant)
            row.id(payment.id)
        }
    }

    func find(_ id: ID<Payment>, of merchant: Int64) throws(SQLiteError) -> Payment? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: { row throws(SQLiteError) in
            try PaymentTable.read(&row)
        }
    }

    func transfer(of payment: Payment, of merchant: Int64) throws(SQLiteError) -> Transfer? {
        try transferByID.first {
            $0.integer(merchant)
            $0.id(payment.id)
        } _: { row throws(SQLiteError) in
            try row.kept { $0.transfer(of: payment) }
        }
    }

    func list(_ page: Page, of merchant: Int64) throws(SQLiteError) -> [Payment] {
        try all.page(page, of: merchant)
    }

    func list(
        _ page: Page, account: ID<VirtualAccount>, of merchant: Int64
    ) throws(SQLiteError) -> [Payment] {
        try ofAccount.page(page, of: merchant) { $0.id(account) }
    }

    func list(
        _ page: Page, reference: String, of merchant: Int64
    ) throws(SQLiteError) -> [Payment] {
        try byReference.page(page, of: merchant) { $0.text(reference) }
    }

    private static func read(_ row: inout Row) throws(SQLiteError) -> Payment {
        let columns = Columns(
            id: row.id(), virtualAccountID: row.id(), amount: row.integer(),
            status: Payment.Status(rawValue: row.text()) ?? .captured,
            amountRefunded: row.integer(), captured: row.bool(), reference: row.text(),
            createdAt: row.integer())
        return try row.kept { $0.payment(columns) }
    }
}
