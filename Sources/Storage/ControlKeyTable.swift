import SQLite

/// What a control call under an idempotency key was answered.
final class ControlKeyTable {
    private let insertion: Query
    private let byKey: Query

    init(_ query: Queries) {
        insertion = query(
            """
            INSERT OR IGNORE INTO control_keys (merchant, key, request, answer)
            VALUES (?, ?, ?, ?)
            """)
        byKey = query("SELECT request, answer FROM control_keys WHERE merchant = ? AND key = ?")
    }

    /// Keeps an answer; the first that was given under a key stands.
    func insert(
        _ key: String, request: String, answer: [UInt8], of merchant: Int64
    ) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.text(key)
            row.text(request)
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
