import SQLite
import SmartCollect

/// The virtual accounts of all merchants.
final class VirtualAccountTable {
    private let insertion: Query
    private let updating: Query
    private let crediting: Query
    private let byID: Query
    private let all: Listing<VirtualAccount>
    private let names: Query
    private let byNumber: (active: Query, closed: Query)
    private let byVPA: (active: Query, closed: Query)
    private let activeByNumber: Query
    private let activeByVPA: Query
    private let recent: Recent<VirtualAccount>
    let strays: Strays

    /// What stands in columns of an account.
    struct Columns {
        let id: ID<VirtualAccount>
        let amountPaid: Paise
        let accountNumber: String?
        let closedAt: Timestamp?
        let lastCreditedAt: Timestamp?
        let createdAt: Timestamp
    }

    private static let columns =
        "id, amount_paid, account_number, closed_at, last_credited_at, created_at, rest"

    init(_ query: Queries) {
        strays = Strays(query, in: "virtual_accounts")
        let select =
            "SELECT \(VirtualAccountTable.columns) FROM virtual_accounts"
            + " WHERE merchant = ?"
        insertion = query(
            """
            INSERT INTO virtual_accounts
                (merchant, \(VirtualAccountTable.columns), vpa_address, stray)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE virtual_accounts SET amount_paid = ?, account_number = ?, closed_at = ?,
                last_credited_at = ?, rest = ?, vpa_address = ?
            WHERE merchant = ? AND id = ?
            """)
        crediting = query(
            """
            UPDATE virtual_accounts SET amount_paid = ?, last_credited_at = ?
            WHERE merchant = ? AND id = ?
            """)
        byID = query("\(select) AND id = ?")
        let recent = Recent<VirtualAccount>()
        all = Listing(query, select, strays: strays) { row, merchant throws(SQLiteError) in
            try VirtualAccountTable.read(&row, of: merchant, recent)
        }
        self.recent = recent
        names = query(
            "SELECT id FROM virtual_accounts WHERE merchant = ? AND \(Page.regularClause)")
        let by = { (column: String) in
            let select = "\(select) AND \(column) = ?"
            return (
                active: query("\(select) AND closed_at IS NULL"),
                closed: query(
                    """
                    \(select) AND closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT 1
                    """)
            )
        }
        byNumber = by("account_number")
        byVPA = by("vpa_address")
        let active = "SELECT 1 FROM virtual_accounts WHERE merchant = ? AND closed_at IS NULL"
        activeByNumber = query("\(active) AND account_number = ? LIMIT 1")
        activeByVPA = query("\(active) AND vpa_address = ? LIMIT 1")
    }

    /// Keeps an account that has just been made.
    ///
    /// - Returns: whether it is kept; not where an active account has its number or its address.
    func insert(_ account: VirtualAccount, of merchant: Int64) throws(SQLiteError) -> Bool {
        let isStray = strays.add(account.id, at: account.createdAt, of: merchant)
        do throws(SQLiteError) {
            try insert(account, isStray: isStray, of: merchant)
            return true
        } catch {
            guard error.code == .constraintUnique else { throw error }
            return false
        }
    }

    private func insert(
        _ account: VirtualAccount, isStray: Bool, of merchant: Int64
    ) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(account.id)
            row.integer(account.amountPaid)
            row.text(account.bankAccount?.accountNumber)
            row.integer(account.closedAt)
            row.integer(account.lastCreditedAt)
            row.integer(account.createdAt)
            row.blob { $0.rest(of: account) }
            row.text(account.vpa?.address.foldedASCII)
            row.bool(isStray)
        }
    }

    /// Stores what can change of an account.
    func update(_ account: VirtualAccount, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            row.integer(account.amountPaid)
            row.text(account.bankAccount?.accountNumber)
            row.integer(account.closedAt)
            row.integer(account.lastCreditedAt)
            row.blob { $0.rest(of: account) }
            row.text(account.vpa?.address.foldedASCII)
            row.integer(merchant)
            row.id(account.id)
        }
        recent.keep(account, of: merchant)
    }

    /// Stores what a credit changes of an account.
    func update(creditOf account: VirtualAccount, of merchant: Int64) throws(SQLiteError) {
        try crediting.run { row in
            row.integer(account.amountPaid)
            row.integer(account.lastCreditedAt)
            row.integer(merchant)
            row.id(account.id)
        }
        recent.keep(account, of: merchant)
    }

    /// Forgets what changes have made of accounts: some of it was undone.
    func forget() { recent.forget() }

    func find(_ id: ID<VirtualAccount>, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        if let account = recent.find(id, of: merchant) { return account }
        return try one(byID, id.text, of: merchant)
    }

    /// The account with a number: an active one, else the one that was closed last.
    func find(number: String, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        try oneOf(byNumber, number, of: merchant)
    }

    /// The account with a UPI address, in any case of letters.
    func find(vpa: String, of merchant: Int64) throws(SQLiteError) -> VirtualAccount? {
        try oneOf(byVPA, vpa.foldedASCII, of: merchant)
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
        if let accounts = try recent(page, of: merchant) { return accounts }
        return try all.page(page, of: merchant)
    }

    /// A page of accounts none of which need be read; nil where one has to be.
    private func recent(
        _ page: Page, of merchant: Int64
    ) throws(SQLiteError) -> [VirtualAccount]? {
        guard try !strays.exist(of: merchant) else { return nil }
        var accounts: [VirtualAccount] = []
        accounts.reserveCapacity(10)
        let areHere = try names.all(reserving: 10) {
            $0.integer(merchant)
            page.bindRegular(&$0)
        } _: { row in
            guard let account = recent.find(row.id(), of: merchant) else { return false }
            accounts.append(account)
            return true
        }
        return areHere.contains(false) ? nil : accounts
    }

    private func oneOf(
        _ queries: (active: Query, closed: Query), _ key: String, of merchant: Int64
    ) throws(SQLiteError) -> VirtualAccount? {
        if let account = try one(queries.active, key, of: merchant) { return account }
        return try one(queries.closed, key, of: merchant)
    }

    private func one(
        _ query: Query, _ key: String, of merchant: Int64
    ) throws(SQLiteError) -> VirtualAccount? {
        try query.first {
            $0.integer(merchant)
            $0.text(key)
        } _: { row throws(SQLiteError) in
            try VirtualAccountTable.read(&row, of: merchant, recent)
        }
    }

    private static func read(
        _ row: inout Row, of merchant: Int64, _ recent: Recent<VirtualAccount>
    ) throws(SQLiteError) -> VirtualAccount {
        let id: ID<VirtualAccount> = row.id()
        if let account = recent.find(id, of: merchant) { return account }
        let columns = Columns(
            id: id, amountPaid: row.integer(), accountNumber: row.optionalText(),
            closedAt: row.optionalInteger(), lastCreditedAt: row.optionalInteger(),
            createdAt: row.integer())
        let account = try row.kept { $0.virtualAccount(columns) }
        recent.keep(account, of: merchant)
        return account
    }
}
