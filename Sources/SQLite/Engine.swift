internal import CSQLite

/// SQLite as a whole, set up once for the process.
enum Engine {
    /// The most that one database in memory may hold, in bytes.
    ///
    /// SQLite's own limit is 1 GiB, about three million rows of ours. The memory of the machine
    /// is the limit that people expect, so this one is out of reach: 1 TiB.
    static let memoryBytesMax: Int64 = 1 << 40

    /// Sets SQLite up on first use.
    static func start() throws(SQLiteError) {
        guard started == SQLITE_OK else { throw SQLiteError(started) }
    }

    private static let started = csqlite_configure(memoryBytesMax)
}
