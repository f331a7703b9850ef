import SQLite

/// Why a file cannot serve as the sandbox's memory.
public enum StoreError: Error, Equatable, Sendable {
    /// It is a database of another program.
    case foreignFile
    /// It was written by a version from before the first release, which is named.
    case olderSchema(Int64)
    /// It was written by a later version, which is named.
    case newerSchema(Int64)
    /// It is damaged; what the check found first.
    case damaged(String)
    /// A failed write has undone every change of this pass of the loop.
    case passLost
}

extension Store {
    /// Checks what is there, takes it, and brings it up to date. What is refused is not touched.
    static func prepare(
        _ connection: Connection, in location: Connection.Location,
        _ durability: Connection.Durability
    ) throws {
        let isEmpty = try number(connection, "SELECT count(*) FROM sqlite_schema") == 0
        if !isEmpty { try check(connection) }
        if case .file = location { try connection.takeFile(durability) }
        if isEmpty { try connection.execute("PRAGMA application_id = \(Schema.applicationID)") }
        try migrate(connection)
    }

    /// Up to so many pages, which are 256 MiB, a file is checked page by page at every start: that
    /// takes less than a second. No kill and no crash of ours damages a file, so the check is
    /// against what disks and people do to it.
    private static let checkedPagesMax: Int64 = 65_536

    private static func check(_ connection: Connection) throws {
        let mark = try number(connection, "PRAGMA application_id")
        guard mark == Schema.applicationID else { throw StoreError.foreignFile }
        let version = try number(connection, "PRAGMA user_version")
        guard version >= Schema.firstVersion else { throw StoreError.olderSchema(version) }
        guard version <= Schema.lastVersion else { throw StoreError.newerSchema(version) }
        // Of a larger file the damage shows when it is read.
        guard try number(connection, "PRAGMA page_count") <= checkedPagesMax else { return }
        let finding = try connection.statement("PRAGMA quick_check(1)").first { _ in
        } _: {
            row in
            row.text()
        }
        guard let finding, finding != "ok" else { return }
        // A heading may stand above it.
        throw StoreError.damaged(finding.split(separator: "\n").last.map(String.init) ?? "")
    }

    private static func migrate(_ connection: Connection) throws {
        let version = try number(connection, "PRAGMA user_version")
        for (target, script) in zip(Schema.firstVersion..., Schema.migrations)
        where target > version {
            try connection.execute("BEGIN; \(script) PRAGMA user_version = \(target); COMMIT")
        }
    }

    private static func number(_ connection: Connection, _ sql: String) throws -> Int64 {
        try connection.statement(sql).first { _ in
        } _: {
            row in
            row.integer()
        } ?? 0
    }
}
