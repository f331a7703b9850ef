import SQLite

/// All rows that bear a merchant's number, in whatever table: to copy them, to clear them away.
///
/// Which tables there are is read from the schema, so none can be forgotten. A table stands behind
/// those that its rows refer to, because it can only be created after them.
struct MerchantRows {
    /// What is done to one table.
    private struct Table {
        let copying: Query
        let clearing: Query
    }

    private let tables: [Table]
    private let connection: Connection

    init(_ query: Queries, _ connection: Connection) throws {
        self.connection = connection
        let names = try connection.statement(
            """
            SELECT t.name, t.wr FROM pragma_table_list t JOIN sqlite_schema s ON s.name = t.name
            WHERE t.type = 'table' AND EXISTS
                (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'merchant')
            ORDER BY s.rowid
            """
        ).all { row in (table: row.text(), hasNoRowID: row.bool()) }
        tables = try names.map { table, hasNoRowID in
            let columns = try MerchantRows.columns(
                of: table, where: "name <> 'merchant'", connection)
            let key =
                hasNoRowID
                ? try MerchantRows.columns(of: table, where: "pk > 0", connection) : "rowid"
            return Table(
                copying: query(
                    """
                    INSERT INTO \(table) (merchant, \(columns))
                        SELECT ?, \(columns) FROM \(table) WHERE merchant = ?
                    """),
                clearing: query(
                    """
                    DELETE FROM \(table) WHERE (\(key)) IN
                        (SELECT \(key) FROM \(table) WHERE merchant = ? LIMIT ?)
                    """))
        }
    }

    /// The columns of a table that fit a condition, with commas between them.
    private static func columns(
        of table: String, where condition: String, _ connection: Connection
    ) throws -> String {
        try connection.statement(
            "SELECT name FROM pragma_table_info(?) WHERE \(condition) ORDER BY cid"
        ).all {
            $0.text(table)
        } _: { row in
            row.text()
        }.joined(separator: ", ")
    }

    /// Copies a number's rows to another number, which has none.
    func copy(from source: Int64, to target: Int64) throws {
        for table in tables {
            try table.copying.run { row in
                row.integer(target)
                row.integer(source)
            }
        }
    }

    /// Clears away some of a number's rows, those first that others do not refer to.
    ///
    /// - Returns: how many it were; fewer than `rowsMax` when none is left.
    func clear(of number: Int64, rowsMax: Int64) throws -> Int64 {
        var left = rowsMax
        for table in tables.reversed() where left > 0 {
            try table.clearing.run { row in
                row.integer(number)
                row.integer(left)
            }
            left -= Int64(connection.changes)
        }
        return rowsMax - left
    }
}
