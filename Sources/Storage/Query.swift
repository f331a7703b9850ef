import SQLite

/// One statement of SQL, prepared when it is first used and kept from then on.
final class Query {
    let sql: String
    private let connection: Connection
    private var statement: Statement?

    init(_ connection: Connection, _ sql: String) {
        self.connection = connection
        self.sql = sql
    }

    func run(_ bind: (inout Binder) -> Void = { _ in }) throws(SQLiteError) {
        try prepared().run(bind)
    }

    func first<T>(
        _ bind: (inout Binder) -> Void = { _ in },
        _ read: (inout Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> T? {
        try prepared().first(bind, read)
    }

    /// All rows; `count` is how many to make room for at once.
    func all<T>(
        reserving count: Int = 0, _ bind: (inout Binder) -> Void = { _ in },
        _ read: (inout Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> [T] {
        try prepared().all(reserving: count, bind, read)
    }

    private func prepared() throws(SQLiteError) -> Statement {
        if let statement { return statement }
        let fresh = try connection.statement(sql)
        statement = fresh
        return fresh
    }
}

/// Every query of the store, so that a test can look at all their plans.
final class Queries {
    private let connection: Connection
    private(set) var all: [Query] = []

    init(_ connection: Connection) {
        self.connection = connection
    }

    func callAsFunction(_ sql: String) -> Query {
        let query = Query(connection, sql)
        all.append(query)
        return query
    }
}
