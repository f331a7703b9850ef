import SQLite
import SmartCollect
import Wire

/// The snapshots of all merchants.
///
/// They belong to a key, not to a number: the number changes with every reset and restore.
final class SnapshotTable {
    private let insertion: Query
    private let byName: Query
    private let ofKey: Query
    private let deletion: Query

    private static let columns =
        "name, number, settings, taken_at_ns, frozen, last_id_ns, chance, last_serial"

    init(_ query: Queries) {
        let select =
            "SELECT \(SnapshotTable.columns) FROM snapshots"
            + " WHERE key_id = ? AND sub_account = ?"
        insertion = query(
            """
            INSERT INTO snapshots (key_id, sub_account, \(SnapshotTable.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        byName = query("\(select) AND name = ?")
        ofKey = query("\(select) ORDER BY name")
        deletion = query(
            "DELETE FROM snapshots WHERE key_id = ? AND sub_account = ? AND name = ?")
    }

    func insert(_ snapshot: Snapshot, of books: Books) throws(SQLiteError) {
        try insertion.run { row in
            SnapshotTable.bind(&row, books.key)
            row.text(snapshot.name)
            row.integer(snapshot.number)
            row.text(snapshot.settings.kept(mode: books.merchant.mode))
            row.integer(snapshot.takenAt)
            row.bool(snapshot.isFrozen)
            row.integer(snapshot.lastID)
            row.integer(Int64(bitPattern: snapshot.chance.state))
            row.integer(snapshot.lastSerial)
        }
    }

    func find(_ name: String, of books: Books) throws(SQLiteError) -> Snapshot? {
        try byName.first {
            SnapshotTable.bind(&$0, books.key)
            $0.text(name)
        } _: {
            SnapshotTable.read(&$0, mode: books.merchant.mode)
        }
    }

    /// In the order of their names.
    func all(of books: Books) throws(SQLiteError) -> [Snapshot] {
        try ofKey.all {
            SnapshotTable.bind(&$0, books.key)
        } _: {
            SnapshotTable.read(&$0, mode: books.merchant.mode)
        }
    }

    func delete(_ name: String, of books: Books) throws(SQLiteError) {
        try deletion.run { row in
            SnapshotTable.bind(&row, books.key)
            row.text(name)
        }
    }

    private static func bind(_ row: inout Binder, _ key: MerchantKey) {
        row.text(key.keyID)
        row.text(key.subAccount)
    }

    private static func read(_ row: inout Row, mode: KeyMode) -> Snapshot {
        let (name, number) = (row.text(), row.integer())
        let settings = MerchantSettings(kept: row.text(), mode: mode)
        return Snapshot(
            name: name, takenAt: row.integer(), number: number, isFrozen: row.bool(),
            settings: settings, lastID: row.integer(),
            chance: Chance(seed: UInt64(bitPattern: row.integer())), lastSerial: row.integer())
    }
}
