import SQLite

/// Writes rows into a table: one, or many by one statement, which costs a fifth less for each.
struct Insertion {
    /// How many rows one statement writes.
    static let togetherMax = 16

    private let one: Query
    private let many: Query

    /// - Parameters:
    ///   - query: makes its queries.
    ///   - table: the table.
    ///   - columns: its columns in the order in which they are bound, the merchant before them.
    init(_ query: Queries, into table: String, _ columns: String) {
        let count = columns.utf8.count { $0 == UInt8(ascii: ",") } + 2
        let row = "(\(String(repeating: "?, ", count: count - 1))?)"
        let insert = "INTO \(table) (merchant, \(columns)) VALUES"
        one = query("INSERT \(insert) \(row)")
        // With FAIL SQLite need not note what the first rows have changed, in case a later one is
        // refused: the change that they are part of is undone as a whole.
        let others = String(repeating: "\(row), ", count: Insertion.togetherMax - 1)
        many = query("INSERT OR FAIL \(insert) \(others)\(row)")
    }

    /// Writes one row.
    func run(of merchant: Int64, _ bind: (inout Binder) -> Void) throws(SQLiteError) {
        try one.run { row in
            row.integer(merchant)
            bind(&row)
        }
    }

    /// Writes a row for each record.
    func run<Record>(
        _ records: [Record], of merchant: Int64, _ bind: (inout Binder, Record) -> Void
    ) throws(SQLiteError) {
        // Each is lent where it stands: an iterator would copy it.
        guard records.count == Insertion.togetherMax else {
            for index in records.indices {
                try run(of: merchant) { bind(&$0, records[index]) }
            }
            return
        }
        try many.run { row in
            for index in records.indices {
                row.integer(merchant)
                bind(&row, records[index])
            }
        }
    }
}
