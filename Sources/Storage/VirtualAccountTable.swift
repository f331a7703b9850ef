import SQLite
import SmartCollect

/// The virtual accounts of all merchants.
final class VirtualAccountTable {
    private let insertion: Query
    private let updating: Query
    private let crediting: Query
    private let byID: Query
    private let page: Query
    private let byNumber: Query
    private let byVPA: Query
    private let activeByNumber: Query
    private let activeByVPA: Query
    private let payers: AllowedPayerTable

    private static let columns = """
        id, name, description, amount_expected, notes, amount_paid, customer_id, bank_account_id,
        ifsc, bank_name, account_number, vpa_id, vpa_username, vpa_handle, payer_count, close_by,
        closed_at, last_credited_at, created_at
        """

    init(_ query: Queries) {
        payers = AllowedPayerTable(query)
        let select =
            "SELECT \(VirtualAccountTable.columns) FROM virtual_accounts"
            + " WHERE merchant = ?"
        // An active account first; among closed ones the one closed last.
        let order = "ORDER BY closed_at IS NULL DESC, closed_at DESC, id DESC LIMIT 1"
        insertion = query(
            """
            INSERT INTO virtual_accounts (merchant, \(VirtualAccountTable.columns), vpa_address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE virtual_accounts SET description = ?, notes = ?, amount_paid = ?,
                bank_account_id = ?, ifsc = ?, bank_name = ?, account_number = ?, vpa_id = ?,
                vpa_username = ?, vpa_handle = ?, payer_count = ?, close_by = ?, closed_at = ?,
                last_credited_at = ?, vpa_address = ?
            WHERE merchant = ? AND id = ?
            """)
        crediting = query(
            """
            UPDATE virtual_accounts SET amount_paid = ?, last_credited_at = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        page = query("\(select) AND \(Page.clause)")
        byNumber = query("\(select) AND account_number = ? \(order)")
        byVPA = query("\(select) AND vpa_address = ? \(order)")
        let active = "SELECT 1 FROM virtual_accounts WHERE merchant = ? AND closed_at IS NULL"
        activeByNumber = query("\(active) AND account_number = ? LIMIT 1")
        activeByVPA = query("\(active) AND vpa_address = ? LIMIT 1")
    }

    func insert(_ account: VirtualAccount, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(account.id)
            row.text(account.name)
            row.text(account.description)
            row.integer(account.amountExpected)
            row.notes(account.notes)
            row.integer(account.amountPaid)
            row.id(account.customerID)
            VirtualAccountTable.bindReceivers(&row, account)
            row.integer(Int64(account.allowedPayers.count))
            row.integer(account.closeBy)
            row.integer(account.closedAt)
            row.integer(account.lastCreditedAt)
            row.integer(account.createdAt)
            row.text(account.vpa?.address.foldedASCII)
        }
        for payer in account.allowedPayers {
            try payers.insert(payer, to: account.id, of: merchant)
        }
    }

    /// Stores what can change of an account, its allowed payers left out.
    func update(_ account: VirtualAccount, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.text(account.description)
            row.notes(account.notes)
            row.integer(account.amountPaid)
            VirtualAccountTable.bindReceivers(&row, account)
            row.integer(Int64(account.allowedPayers.count))
            row.integer(account.closeBy)
            row.integer(account.closedAt)
            row.integer(account.lastCreditedAt)
            row.text(account.vpa?.address.foldedASCII)
            row.integer(merchant)
            row.id(account.id)
        }
    }

    /// Stores what a credit changes of an account.
    func update(creditOf account: VirtualAccount, of merchant: Int64) throws(SQLiteError) {
        try crediting.run { row in
            row.integer(account.amountPaid)
            row.integer(account.lastCreditedAt)
            row.integer(merchant)
            row.id(account.id)
        }
    }

    func find(_ id: ID<VirtualAccount>, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        try one(byID, id.text, of: merchant)
    }

    /// The account with a number: an active one, else the one that was closed last.
    func find(number: String, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        try one(byNumber, number, of: merchant)
    }

    /// The account with a UPI address, in any case of letters.
    func find(vpa: String, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        try one(byVPA, vpa.foldedASCII, of: merchant)
    }

    /// Whether an active account has a number.
    func isTaken(number: String, of merchant: Int64) throws(SQLiteError) -> Bool {
        try isThere(activeByNumber, number, of: merchant)
    }

    /// Whether an active account has a UPI address, in any case of letters.
    func isTaken(vpa: String, of merchant: Int64) throws(SQLiteError) -> Bool {
        try isThere(activeByVPA, vpa.foldedASCII, of: merchant)
    }

    private func isThere(
        _ query: Query, _ key: String, of merchant: Int64
    ) throws(SQLiteError) -> Bool {
        try query.first {
            $0.integer(merchant)
            $0.text(key)
        } _: { _ in
            true
        } ?? false
    }

    func list(_ page: Page, of merchant: Int64) throws(SQLiteError) -> [VirtualAccount] {
        var validated: [Int] = []
        var count = 0
        var accounts = try self.page.all {
            $0.integer(merchant)
            page.bind(&$0)
        } _: { row in
            let (account, payerCount) = VirtualAccountTable.read(&row)
            if payerCount > 0 { validated.append(count) }
            count += 1
            return account
        }
        for index in validated {
            accounts[index].allowedPayers = try payers.all(of: accounts[index].id, of: merchant)
        }
        return accounts
    }

    private func one(
        _ query: Query, _ key: String, of merchant: Int64
    ) throws(SQLiteError) -> VirtualAccount? {
        let kept = try query.first {
            $0.integer(merchant)
            $0.text(key)
        } _: {
            VirtualAccountTable.read(&$0)
        }
        guard let kept else { return nil }
        return try whole(kept, of: merchant)
    }

    /// Most accounts have no allowed payers, and then no second query.
    private func whole(
        _ kept: (account: VirtualAccount, payerCount: Int64), of merchant: Int64
    ) throws(SQLiteError) -> VirtualAccount {
        guard kept.payerCount > 0 else { return kept.account }
        var account = kept.account
        account.allowedPayers = try payers.all(of: account.id, of: merchant)
        return account
    }

    private static func bindReceivers(_ row: inout Binder, _ account: VirtualAccount) {
        row.id(account.bankAccount?.id)
        row.text(account.bankAccount?.ifsc)
        row.text(account.bankAccount?.bankName)
        row.text(account.bankAccount?.accountNumber)
        row.id(account.vpa?.id)
        row.text(account.vpa?.username)
        row.text(account.vpa?.handle)
    }

    private static func read(_ row: inout Row) -> (account: VirtualAccount, payerCount: Int64) {
        let id: ID<VirtualAccount> = row.id()
        let name = row.text()
        let description = row.optionalText()
        let amountExpected = row.optionalInteger()
        let notes = row.notes()
        let amountPaid = row.integer()
        let customerID: ID<Customer>? = row.optionalID()
        let bankAccount = bankAccount(&row, name: name)
        let vpa = vpa(&row)
        let payerCount = row.integer()
        let account = VirtualAccount(
            id: id, name: name, description: description, amountExpected: amountExpected,
            notes: notes, amountPaid: amountPaid, customerID: customerID,
            bankAccount: bankAccount, vpa: vpa, closeBy: row.optionalInteger(),
            closedAt: row.optionalInteger(), lastCreditedAt: row.optionalInteger(),
            createdAt: row.integer())
        return (account, payerCount)
    }

    private static func bankAccount(_ row: inout Row, name: String) -> BankAccount? {
        let id: ID<BankAccount>? = row.optionalID()
        let (ifsc, bankName, number) = (row.optionalText(), row.optionalText(), row.optionalText())
        return id.map {
            BankAccount(id: $0, ifsc: ifsc, bankName: bankName, name: name, accountNumber: number)
        }
    }

    private static func vpa(_ row: inout Row) -> VPAReceiver? {
        let id: ID<VPAReceiver>? = row.optionalID()
        let (username, handle) = (row.optionalText(), row.optionalText())
        guard let id, let username, let handle else { return nil }
        return VPAReceiver(id: id, username: username, handle: handle)
    }
}
