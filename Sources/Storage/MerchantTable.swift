import SQLite
import SmartCollect
import Wire

/// Who has books here.
final class MerchantTable {
    struct Kept {
        let number: Int64
        let merchant: Merchant
        let secretDigest: [UInt8]
        let clock: MerchantClock
    }

    private let insertion: Query
    private let selection: Query
    private let settingsUpdate: Query
    private let clockUpdate: Query
    private let renumbering: Query
    private let deletion: Query

    init(_ query: Queries) {
        insertion = query(
            """
            INSERT INTO merchants (number, key_id, sub_account, account_id, secret_digest,
                settings, clock_offset_ns, frozen_at_ns, created_at)
            VALUES (?, ?, ?, ?, ?, '', ?, ?, ?)
            """)
        selection = query(
            """
            SELECT number, key_id, sub_account, account_id, secret_digest, settings,
                clock_offset_ns, frozen_at_ns
            FROM merchants ORDER BY number
            """)
        settingsUpdate = query("UPDATE merchants SET settings = ? WHERE number = ?")
        clockUpdate = query(
            "UPDATE merchants SET clock_offset_ns = ?, frozen_at_ns = ? WHERE number = ?")
        renumbering = query(
            """
            UPDATE merchants SET number = ?, settings = ?, clock_offset_ns = ?, frozen_at_ns = ?
            WHERE number = ?
            """)
        deletion = query("DELETE FROM merchants WHERE number = ?")
    }

    func insert(_ books: Books, createdAt: Timestamp) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(books.number)
            row.text(books.key.keyID)
            row.text(books.key.subAccount)
            row.id(books.merchant.accountID)
            row.blob(books.secretDigest)
            row.integer(books.clock.offset)
            row.integer(books.clock.frozenAt)
            row.integer(createdAt)
        }
    }

    func all() throws(SQLiteError) -> [Kept] {
        try selection.all { _ in
        } _: { row in
            let number = row.integer()
            let keyID = row.text()
            let subAccount = row.text()
            let accountID: ID<Merchant> = row.id()
            let secretDigest = row.blob()
            let mode = KeyMode(keyID: keyID) ?? .test
            let settings = MerchantSettings(kept: row.text(), mode: mode)
            return Kept(
                number: number,
                merchant: Merchant(
                    keyID: keyID, subAccount: subAccount.isEmpty ? nil : subAccount,
                    accountID: accountID, mode: mode, settings: settings),
                secretDigest: secretDigest,
                clock: MerchantClock(offset: row.integer(), frozenAt: row.optionalInteger()))
        }
    }

    /// Gives a merchant another number, and with it other settings and another time.
    func renumber(_ number: Int64, as books: Books) throws(SQLiteError) {
        try renumbering.run { row in
            row.integer(books.number)
            row.text(books.merchant.settings.kept(mode: books.merchant.mode))
            row.integer(books.clock.offset)
            row.integer(books.clock.frozenAt)
            row.integer(number)
        }
    }

    func update(settings: String, number: Int64) throws(SQLiteError) {
        try settingsUpdate.run { row in
            row.text(settings)
            row.integer(number)
        }
    }

    func update(clock: MerchantClock, number: Int64) throws(SQLiteError) {
        try clockUpdate.run { row in
            row.integer(clock.offset)
            row.integer(clock.frozenAt)
            row.integer(number)
        }
    }

    func delete(number: Int64) throws(SQLiteError) {
        try deletion.run { row in row.integer(number) }
    }
}

extension MerchantSettings {
    /// As they are kept: those that differ from a fresh merchant's.
    func kept(mode: KeyMode) -> String { differences(mode: mode).description }

    /// Reads what ``kept(mode:)`` has written; nothing for a fresh merchant's.
    init(kept: String, mode: KeyMode) {
        self.init(mode: mode)
        if !kept.isEmpty { try? apply(JSON(kept: kept)) }
    }
}
