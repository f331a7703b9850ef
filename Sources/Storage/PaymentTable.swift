import SQLite
import SmartCollect

/// The payments of all merchants, each with the transfer that brought it.
final class PaymentTable {
    private let insertion: Insertion
    private let updating: Query
    private let byID: Query
    private let transferByID: Query
    private let all: Listing<Payment>
    private let ofAccount: Listing<Payment>
    private let byReference: Listing<Payment>
    private let strays: Strays

    /// A payment and the transfer that brought it.
    typealias Arrival = (payment: Payment, transfer: Transfer)

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
            query, into: "payments", "\(PaymentTable.columns), transfer, stray")
        updating = query(
            """
            UPDATE payments SET status = ?, amount_refunded = ?, rest = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        transferByID = query("SELECT transfer FROM payments WHERE merchant = ? AND id = ?")
        let strays = Strays(query, in: "payments")
        let list = { (select: String) in
            Listing(query, select, strays: strays) { row throws(SQLiteError) in
                try PaymentTable.read(&row)
            }
        }
        all = list(select)
        ofAccount = list("\(select) AND virtual_account_id = ?")
        // The credit that brought a payment has its reference, and is found by it.
        byReference = list(
            """
            \(select) AND id IN (SELECT payment_id FROM credits WHERE merchant = ?1
                AND reference = ?2 AND status <> 'duplicate')
            """)
        self.strays = strays
    }

    /// Keeps payments that have just been made, each with its transfer.
    func insert(_ arrivals: [Arrival], of merchant: Int64) throws(SQLiteError) {
        try insertion.run(arrivals, of: merchant) { row, arrival in
            let (payment, transfer) = arrival
            row.id(payment.id)
            row.id(payment.virtualAccountID)
            row.integer(payment.amount)
            row.text(payment.status.rawValue)
            row.integer(payment.amountRefunded)
            row.bool(payment.captured)
            row.text(payment.reference)
            row.integer(payment.createdAt)
            row.blob { $0.rest(of: payment) }
            row.blob { $0.rest(of: transfer) }
            row.bool(strays.add(payment.id, at: payment.createdAt, of: merchant))
        }
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
