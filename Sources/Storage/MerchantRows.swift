import SQLite

/// All rows that bear a merchant's number, in whatever table: to clear them away.
///
/// Which tables there are is read from the schema, so none can be forgotten. A table stands behind
/// those that its rows refer to, because it can only be created after them.
struct MerchantRows {
    private let clearings: [Query]
    private let connection: Connection

    init(_ query: Queries, _ connection: Connection) throws {
        self.connection = connection
        let tables = try connection.statement(
            """
            SELECT t.name, t.wr FROM pragma_table_list t JOIN sqlite_schema s ON s.name = t.name
            WHERE EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'merchant')
            ORDER BY s.rowid
            """
        ).all { row in (name: row.text(), hasNoRowID: row.bool()) }
        clearings = try tables.reversed().map { table in
            let key = try table.hasNoRowID ? MerchantRows.key(of: table.name, connection) : "rowid"
            return query(
                """
                DELETE FROM \(table.name) WHERE (\(key)) IN
                    (SELECT \(key) FROM \(table.name) WHERE merchant = ? LIMIT ?)
                """)
        }
    }

    private static func key(of table: String, _ connection: Connection) throws -> String {
        try connection.statement(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
        ).all {
            $0.text(table)
        } _: { row in
            row.text()
        }.joined(separator: ", ")
    }

    /// Clears away some of a number's rows, those first that others do not refer to.
    ///
    /// - Returns: how many it were; fewer than `rowsMax` when none is left.
    func clear(of number: Int64, rowsMax: Int64) throws -> Int64 {
        var left = rowsMax
        for clearing in clearings where left > 0 {
            try clearing.run { row in
                row.integer(number)
                row.integer(left)
            }
            left -= Int64(connection.changes)
        }
        return rowsMax - left
    }
}
