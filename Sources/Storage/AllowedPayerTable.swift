import SQLite
import SmartCollect

/// Who may pay into which account.
final class AllowedPayerTable {
    private let insertion: Query
    private let deletion: Query
    private let selection: Query

    init(_ query: Queries) {
        insertion = query(
            """
            INSERT INTO allowed_payers (merchant, virtual_account_id, id, ifsc, account_number)
            VALUES (?, ?, ?, ?, ?)
            """)
        deletion = query(
            "DELETE FROM allowed_payers WHERE merchant = ? AND virtual_account_id = ? AND id = ?")
        selection = query(
            """
            SELECT id, ifsc, account_number FROM allowed_payers
            WHERE merchant = ? AND virtual_account_id = ? ORDER BY id
            """)
    }

    func insert(
        _ payer: AllowedPayer, to account: ID<VirtualAccount>, of merchant: Int64
    ) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(account)
            row.id(payer.id)
            row.text(payer.account.ifsc)
            row.text(payer.account.accountNumber)
        }
    }

    func delete(
        _ payer: ID<BankAccount>, from account: ID<VirtualAccount>, of merchant: Int64
    ) throws(SQLiteError) {
        try deletion.run { row in
            row.integer(merchant)
            row.id(account)
            row.id(payer)
        }
    }

    /// In the order added, which is the order of their ids.
    func all(
        of account: ID<VirtualAccount>, of merchant: Int64
    ) throws(SQLiteError) -> [AllowedPayer] {
        try selection.all {
            $0.integer(merchant)
            $0.id(account)
        } _: {
            AllowedPayer(
                id: $0.id(),
                account: PayerAccount(knownIFSC: $0.text(), accountNumber: $0.text()))
        }
    }
}
