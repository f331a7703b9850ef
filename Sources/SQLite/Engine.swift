internal import CSQLite

/// SQLite as a whole, set up once for the process.
enum Engine {
    /// Sets SQLite up on first use.
    static func start() throws(SQLiteError) {
        guard started == SQLITE_OK else { throw SQLiteError(started) }
    }

    private static let started = {
        var pages = unsafe PageCache.methods
        return unsafe csqlite_configure(&pages, hasShelves)
    }()

    /// Whether small pieces of memory are kept at hand: in a release. What tests run on gives them
    /// back, so that a sanitizer sees what is used too late.
    private static var hasShelves: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }
}
