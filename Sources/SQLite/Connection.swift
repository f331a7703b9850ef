internal import CSQLite

/// A connection to one database, used on one thread.
///
/// It closes itself when it and its statements are gone. There are no locks inside: a connection,
/// its statements and its rows belong to whoever opened it, and to one thread at a time.
///
/// It is `@safe` because the handle is private, made once, never nil, and freed only in `deinit`,
/// when no statement is left: each ``Statement`` keeps its connection alive.
@safe
public final class Connection {
    let handle: OpaquePointer
    let scratch = Scratch()

    /// Opens a database and takes it for this connection alone.
    ///
    /// - Parameters:
    ///   - location: memory or a file.
    ///   - durability: what a commit to a file survives; without meaning in memory. Nil leaves a
    ///     file as it is, to be looked at, until ``takeFile(_:)`` is called.
    ///   - cacheKilobytes: how much of the database is kept at hand, in KiB; at least 1.
    /// - Throws: ``ResultCode/busy`` where another connection or process has the file,
    ///   ``ResultCode/cantOpen``, ``ResultCode/notADatabase``, ``ResultCode/readOnly`` and so on.
    public init(
        _ location: Location, durability: Durability? = .full, cacheKilobytes: Int = 8192
    ) throws(SQLiteError) {
        precondition(cacheKilobytes > 0, "a database needs a page cache")
        try Engine.start()
        unsafe handle = try Connection.open(location.uri)
        try configure(cacheKilobytes: cacheKilobytes)
        if case .file = location, let durability { try takeFile(durability) }
    }

    deinit {
        let code = unsafe sqlite3_close(handle)
        precondition(code == SQLITE_OK, "a connection was closed under its statements")
    }

    /// Rows changed by the last INSERT, UPDATE or DELETE that has finished.
    public var changes: Int {
        unsafe Int(sqlite3_changes64(handle))
    }

    /// Rows changed since the connection was opened, also by what was undone.
    public var changesInAll: Int {
        unsafe Int(sqlite3_total_changes64(handle))
    }

    /// Whether a transaction is open. An error such as ``ResultCode/full`` can have ended it.
    public var isInTransaction: Bool {
        unsafe sqlite3_get_autocommit(handle) == 0
    }

    /// The version of the SQLite that is linked, such as `3.40.1`.
    public static var version: String {
        unsafe String(cString: sqlite3_libversion())
    }

    /// Runs the statements of a script one after the other; rows that they return are dropped.
    ///
    /// - Throws: the first error, with the statement it occurred in. What ran before it stays,
    ///   unless the script has opened a transaction, which then stays open.
    public func execute(_ script: String) throws(SQLiteError) {
        let text = Statement.script(script)
        var offset = 0
        while offset < text.count - 1 {
            try Statement(in: text, at: &offset, on: self)?.run()
        }
    }

    /// Prepares one statement, to be kept and run many times.
    ///
    /// - Throws: ``ResultCode/error`` where the SQL is wrong or the schema lacks what it names.
    public func statement(_ sql: String) throws(SQLiteError) -> Statement {
        let text = Statement.script(sql)
        var offset = 0
        let statement = try Statement(in: text, at: &offset, persistent: true, on: self)
        guard let statement, text[offset...].allSatisfy({ [0, 9, 10, 13, 32].contains($0) })
        else { preconditionFailure("not one statement: \(sql)") }
        return statement
    }
}
