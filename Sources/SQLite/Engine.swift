internal import CSQLite

/// SQLite as a whole, set up once for the process.
enum Engine {
    /// Sets SQLite up on first use.
    static func start() throws(SQLiteError) {
        guard started == SQLITE_OK else { throw SQLiteError(started) }
    }

    private static let started = {
        var pages = unsafe PageCache.methods
        return unsafe csqlite_configure(&pages)
    }()
}
