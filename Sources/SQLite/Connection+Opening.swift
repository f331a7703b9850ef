internal import CSQLite

extension Connection {
    /// Where a database lives.
    public enum Location: Equatable, Sendable {
        /// In memory, seen by this connection only and gone with it.
        case memory
        /// In the file of this path, which is made where it does not exist.
        case file(String)
    }

    /// What survives which mishap, for a database in a file.
    ///
    /// None of the three loses a commit when the process is killed.
    public enum Durability: String, Hashable, Sendable, CaseIterable {
        /// A commit that has returned survives a power cut.
        case full
        /// After a power cut the last commits may be missing; the database is whole.
        case normal
        /// After a power cut the database may be damaged.
        case off
    }
}

extension Connection.Location {
    /// The location in the form that says everything: which driver, and that a path is a path,
    /// even if it reads `:memory:`, `file:…` or nothing at all.
    var uri: String {
        switch self {
        case .memory: ":memory:"
        case .file(let path): "file:\(path.hasPrefix("/") ? "//" : "./")\(escaped(path))?vfs=unix"
        }
    }

    private func escaped(_ path: String) -> String {
        path.reduce(into: "") { uri, character in
            switch character {
            case "%": uri += "%25"
            case "?": uri += "%3f"
            case "#": uri += "%23"
            default: uri.append(character)
            }
        }
    }
}

extension Connection {
    static func open(_ uri: String) throws(SQLiteError) -> OpaquePointer {
        var handle: OpaquePointer?
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
            | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(uri, &handle, flags, nil)
        guard let opened = unsafe handle else { throw SQLiteError(code) }
        guard code == SQLITE_OK else {
            let error = unsafe SQLiteError(code, on: opened)
            unsafe sqlite3_close(opened)
            throw error
        }
        return unsafe opened
    }

    /// What both kinds of database have in common.
    ///
    /// `secure_delete` is on in Debian's build and would overwrite with zeros what is deleted;
    /// sorting must not depend on a writable `/tmp`.
    func configure(cacheKilobytes: Int) throws(SQLiteError) {
        try execute(
            """
            PRAGMA page_size = 4096;
            PRAGMA cache_size = -\(cacheKilobytes);
            PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA foreign_keys = ON;
            PRAGMA trusted_schema = OFF;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            """)
    }

    /// Locks the file, now and for the life of the connection, and turns on the write-ahead log.
    ///
    /// In exclusive mode turning on the log takes the lock, and no commit gives it back. So a
    /// second process meets ``ResultCode/busy`` when it opens the file and not amid its work.
    /// It also saves the shared memory file, and rules out the race between two connections that
    /// SQLite before 3.51.3 has when it resets the log.
    ///
    /// - Throws: ``ResultCode/busy`` where another has it, ``ResultCode/readOnly``,
    ///   ``ResultCode/cantOpen`` and so on.
    public func takeFile(_ durability: Durability) throws(SQLiteError) {
        let mode = try statement("PRAGMA journal_mode = WAL").first { row in row.text() }
        guard mode == "wal" else {
            throw SQLiteError(
                code: .cantOpen,
                message: "no write-ahead log here: \(mode ?? "none")")
        }
        try execute(
            """
            PRAGMA synchronous = \(durability.rawValue);
            PRAGMA journal_size_limit = 16777216;
            """)
    }
}
