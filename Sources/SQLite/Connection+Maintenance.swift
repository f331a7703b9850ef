internal import CSQLite

extension Connection {
    /// Writes a compact copy of the whole database to a new file, from inside: the locked file,
    /// or the memory, of this connection.
    ///
    /// - Throws: ``ResultCode/error`` where the file exists and is not empty, or within a
    ///   transaction; ``ResultCode/cantOpen``, ``ResultCode/full`` and the like.
    public func vacuumInto(_ path: String) throws(SQLiteError) {
        try statement("VACUUM INTO ?").run { $0.text(Location.file(path).uri) }
    }

    /// Copies what the write-ahead log holds into the database file; nothing to do in memory.
    ///
    /// SQLite does so by itself once the log has a thousand pages, in the middle of a commit.
    /// Called when there is nothing else to do, it takes that wait out of the commits.
    ///
    /// - Throws: ``ResultCode/locked`` within a transaction.
    public func checkpoint() throws(SQLiteError) {
        let code = unsafe sqlite3_wal_checkpoint_v2(
            handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard code == SQLITE_OK else { throw unsafe SQLiteError(code, on: handle) }
    }

    /// How SQLite would look for the rows of a statement: one line for each step.
    ///
    /// A test can hold a query to its index: `SEARCH payments USING INDEX …`, not `SCAN`.
    public func explainQueryPlan(_ sql: String) throws(SQLiteError) -> [String] {
        try statement("EXPLAIN QUERY PLAN " + sql).plan()
    }

    /// Keeps every page that is changed at hand until the change is done.
    ///
    /// SQLite would write out what exceeds its cache, and read it again when it is changed once
    /// more. It costs memory for as long as the change takes, so it is for changes that are large
    /// and bounded.
    public func keepingChangedPages<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("PRAGMA cache_spill = OFF")
        defer { try? execute("PRAGMA cache_spill = ON") }
        return try body()
    }
}
