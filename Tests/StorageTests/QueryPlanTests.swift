import SQLite
import Testing

@testable import Storage

/// How SQLite looks for rows: by an index, however many merchants and rows there are.
struct QueryPlanTests {
    let world: World

    init() throws {
        world = try World()
        // These are made when they are first wanted.
        _ = try world.store.rows()
    }

    /// What runs once, when the store is opened.
    private static let atStart = "FROM merchants ORDER BY number"

    /// The tables that a plan reads from end to end.
    ///
    /// A query may call a table by one letter; what it has gathered itself it may read as it likes.
    private func scanned(_ sql: String) throws -> [String] {
        let tables = try world.store.connection.statement(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).all { row in row.text() }
        let plan = try world.store.connection.explainQueryPlan(sql).map { line in
            line.split(separator: " ").map(String.init)
        }
        let gathered = plan.filter { ["CO-ROUTINE", "MATERIALIZE"].contains($0.first) }
        return plan.filter { $0.first == "SCAN" && $0.count > 1 }.map { $0[1] }.filter { name in
            (tables.contains(name) || name.wholeMatch(of: /[a-z]/) != nil)
                && !gathered.contains { $0.last == name }
        }
    }

    @Test func `no query of a request reads a table from end to end`() throws {
        let queries = world.store.queries.all.map(\.sql)
        #expect(queries.count > 80)
        for sql in queries where !sql.contains(Self.atStart) {
            #expect(try scanned(sql) == [], "\(sql)")
        }
    }

    /// What reads all that a merchant has, its first row or its last one, or a page from there on.
    private static let ofAll = [
        "count(*)", "json_quote(expected)", "ifnull(last_credited_at", "INSERT INTO", "DELETE FROM",
        "max(id)",
        Page.regularClause, "ORDER BY id", "ORDER BY happening", "FROM webhooks", "FROM dues",
    ]

    @Test func `no query that knows more than the merchant looks for the merchant alone`() throws {
        for sql in world.store.queries.all.map(\.sql)
        where !Self.ofAll.contains(where: sql.contains) {
            let plan = try world.store.connection.explainQueryPlan(sql)
            let keys = ["PRIMARY KEY (merchant=?)", "autoindex_deliveries_1 (merchant=?)"]
            #expect(!plan.contains { keys.contains(where: $0.hasSuffix) }, "\(sql)\n\(plan)")
        }
    }

    @Test func `a scan would be noticed`() throws {
        #expect(try scanned("SELECT id FROM payments WHERE amount = 1").count == 1)
        #expect(try scanned("SELECT p.id FROM payments p WHERE p.amount = 1").count == 1)
        #expect(try scanned("SELECT id FROM payments WHERE merchant = 1").isEmpty)
    }

    @Test func `every query that reads a merchant's rows names the merchant`() throws {
        let others = ["FROM merchants", "FROM retired_numbers", "FROM snapshots"]
        for sql in world.store.queries.all.map(\.sql)
        where sql.contains("FROM ") && !others.contains(where: sql.contains) {
            #expect(sql.contains("merchant = ?"), "\(sql)")
        }
    }
}
