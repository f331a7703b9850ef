import SQLite
import SmartCollect

/// The payments of all merchants, each with the transfer that brought it.
final class PaymentTable {
    private let insertion: Query
    private let updating: Query
    private let byID: Query
    private let transferByID: Query
    private let page: Query
    private let ofAccount: Query
    private let byReference: Query

    private static let columns = """
        id, virtual_account_id, amount, status, method, amount_refunded, captured, description,
        payer_vpa, email, contact, customer_id, notes, fee, tax, reference, refundable, created_at
        """
    private static let transferColumns = """
        transfer_id, rail, payer_id, payer_name, payer_account, payer_ifsc, payer_bank
        """

    init(_ query: Queries) {
        let select = "SELECT \(PaymentTable.columns) FROM payments WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO payments
                (merchant, \(PaymentTable.columns), \(PaymentTable.transferColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE payments SET status = ?, amount_refunded = ?, notes = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        transferByID = query(
            """
            SELECT \(PaymentTable.transferColumns) FROM payments WHERE merchant = ? AND id = ?
            """)
        page = query("\(select) AND \(Page.clause)")
        ofAccount = query("\(select) AND virtual_account_id = ? AND \(Page.clause)")
        byReference = query("\(select) AND reference = ? AND \(Page.clause)")
    }

    func insert(_ payment: Payment, _ transfer: Transfer, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(payment.id)
            row.id(payment.virtualAccountID)
            row.integer(payment.amount)
            row.text(payment.status.rawValue)
            row.text(payment.method.rawValue)
            row.integer(payment.amountRefunded)
            row.bool(payment.captured)
            row.text(payment.description)
            row.text(payment.payerVPA)
            row.text(payment.email)
            row.text(payment.contact)
            row.id(payment.customerID)
            row.notes(payment.notes)
            row.integer(payment.fee?.fee)
            row.integer(payment.fee?.tax)
            row.text(payment.reference)
            row.bool(payment.isRefundable)
            row.integer(payment.createdAt)
            transfer.bind(&row)
        }
    }

    func update(_ payment: Payment, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(payment.status.rawValue)
            row.integer(payment.amountRefunded)
            row.notes(payment.notes)
            row.integer(merchant)
            row.id(payment.id)
        }
    }

    func find(_ id: ID<Payment>, of merchant: Int64) throws(SQLiteError) -> Payment? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            PaymentTable.read(&$0)
        }
    }

    func transfer(of payment: Payment, of merchant: Int64) throws(SQLiteError) -> Transfer? {
        try transferByID.first {
            $0.integer(merchant)
            $0.id(payment.id)
        } _: {
            Transfer(reading: &$0, of: payment)
        }
    }

    func list(_ page: Page, of merchant: Int64) throws(SQLiteError) -> [Payment] {
        try self.page.all {
            $0.integer(merchant)
            page.bind(&$0)
        } _: {
            PaymentTable.read(&$0)
        }
    }

    func list(
        _ page: Page, account: ID<VirtualAccount>, of merchant: Int64
    ) throws(SQLiteError) -> [Payment] {
        try list(ofAccount, account.text, page, of: merchant)
    }

    func list(
        _ page: Page, reference: String, of merchant: Int64
    ) throws(SQLiteError) -> [Payment] {
        try list(byReference, reference, page, of: merchant)
    }

    private func list(
        _ query: Query, _ key: String, _ page: Page, of merchant: Int64
    ) throws(SQLiteError) -> [Payment] {
        try query.all {
            $0.integer(merchant)
            $0.text(key)
            page.bind(&$0)
        } _: {
            PaymentTable.read(&$0)
        }
    }

    private static func read(_ row: inout Row) -> Payment {
        let id: ID<Payment> = row.id()
        let virtualAccountID: ID<VirtualAccount> = row.id()
        let amount = row.integer()
        let status = Payment.Status(rawValue: row.text()) ?? .captured
        let method = Payment.Method(rawValue: row.text()) ?? .bankTransfer
        let amountRefunded = row.integer()
        let captured = row.bool()
        let description = row.optionalText()
        let payerVPA = row.optionalText()
        let email = row.optionalText()
        let contact = row.optionalText()
        let customerID: ID<Customer>? = row.optionalID()
        let notes = row.notes()
        let (fee, tax) = (row.optionalInteger(), row.optionalInteger())
        return Payment(
            id: id, virtualAccountID: virtualAccountID, amount: amount, status: status,
            method: method, amountRefunded: amountRefunded, captured: captured,
            description: description, payerVPA: payerVPA, email: email, contact: contact,
            customerID: customerID, notes: notes,
            fee: fee.flatMap { fee in tax.map { Fee(known: fee, tax: $0) } },
            reference: row.text(), isRefundable: row.bool(), createdAt: row.integer())
    }
}
