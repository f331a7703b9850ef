internal import CSQLite

/// A prepared statement, kept by its owner and run as often as wanted.
///
/// Each use binds, steps and resets, also when it ends with an error, so a statement never holds
/// a transaction open. It cannot be used again from within its own closures.
///
/// It is `@safe` because the handle is private, never nil, and freed only in `deinit`; what is lent
/// to the closures cannot outlive a use.
@safe
public final class Statement {
    let handle: OpaquePointer
    private let connection: Connection
    private var isInUse = false
    private var mark = 0

    /// Runs the statement to its end; rows that it returns are dropped.
    ///
    /// - Throws: what SQLite refuses, such as ``ResultCode/constraint`` or ``ResultCode/full``.
    public func run(_ bind: (inout Binder) -> Void = { _ in }) throws(SQLiteError) {
        defer { end() }
        try begin(bind)
        while try step() {}
    }

    /// Reads the first row; nil if there is none.
    @inlinable
    public func first<T>(
        _ bind: (inout Binder) -> Void = { _ in },
        _ read: (inout Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> T? {
        defer { end() }
        try begin(bind)
        guard try step() else { return nil }
        var row = current
        return try read(&row)
    }

    /// Reads each row in turn, one at a time: nothing but the present row is in memory.
    @inlinable
    public func forEach(
        _ bind: (inout Binder) -> Void = { _ in },
        _ read: (inout Row) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        defer { end() }
        try begin(bind)
        while try step() {
            var row = current
            try read(&row)
        }
    }

    /// Reads all rows, in their order.
    @inlinable
    public func all<T>(
        reserving count: Int = 0, _ bind: (inout Binder) -> Void = { _ in },
        _ read: (inout Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> [T] {
        var rows: [T] = []
        rows.reserveCapacity(count)
        try forEach(bind) { row throws(SQLiteError) in rows.append(try read(&row)) }
        return rows
    }

    /// SQL as SQLite takes it, which would not look behind a NUL.
    static func script(_ sql: String) -> ContiguousArray<CChar> {
        let script = sql.utf8CString
        precondition(script.firstIndex(of: 0) == script.count - 1, "SQL holds a NUL")
        return script
    }

    /// Prepares the statement that begins at `offset` of a script, and moves on behind it; nil
    /// where only blanks and comments are left.
    init?(
        in script: ContiguousArray<CChar>, at offset: inout Int, persistent: Bool = false,
        on connection: Connection
    ) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let code = unsafe script.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { return SQLITE_MISUSE }
            var tail: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v3(
                connection.handle, start + offset, -1, flags, &prepared, &tail)
            if code == SQLITE_OK, let tail = unsafe tail { offset = unsafe tail - start }
            return code
        }
        guard code == SQLITE_OK else {
            let rest = script[offset...].dropLast().map(UInt8.init(bitPattern:))
            throw unsafe SQLiteError(
                code, on: connection.handle, sql: String(decoding: rest, as: UTF8.self))
        }
        guard let prepared = unsafe prepared else { return nil }
        unsafe handle = unsafe prepared
        self.connection = connection
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }
}

// MARK: - One use

extension Statement {
    @usableFromInline
    func begin(_ bind: (inout Binder) -> Void) throws(SQLiteError) {
        precondition(!isInUse, "a statement was used from within its own use: \(sql)")
        isInUse = true
        mark = connection.scratch.used
        var binder = unsafe Binder(handle, scratch: connection.scratch)
        bind(&binder)
        binder.requireAll()
        guard binder.code == SQLITE_OK else { throw SQLiteError(binder.code, sql: sql) }
    }

    /// Whether there is another row.
    @usableFromInline
    func step() throws(SQLiteError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw unsafe SQLiteError(code, on: connection.handle, sql: sql)
    }

    @usableFromInline
    func end() {
        unsafe sqlite3_reset(handle)
        connection.scratch.used = mark
        isInUse = false
    }

    /// The row that the statement stands on.
    @usableFromInline
    var current: Row {
        unsafe Row(handle)
    }

    private var sql: String {
        unsafe sqlite3_sql(handle).map { unsafe String(cString: $0) } ?? ""
    }
}

// MARK: - Query plans

extension Statement {
    /// The lines of an EXPLAIN QUERY PLAN, whose parameters need no values.
    func plan() throws(SQLiteError) -> [String] {
        defer { end() }
        var lines: [String] = []
        while try step() {
            var row = current
            _ = (row.integer(), row.integer(), row.integer())
            lines.append(row.text())
        }
        return lines
    }
}
