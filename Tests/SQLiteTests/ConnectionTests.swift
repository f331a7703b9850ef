import SQLite
import TemporaryFolders
import Testing

/// What a connection is set up to be.
struct ConnectionTests {
    @Test(arguments: [
        ("foreign_keys", 1), ("trusted_schema", 0), ("secure_delete", 0), ("temp_store", 2),
        ("page_size", 4096), ("cache_size", -2048),
    ])
    func `settings`(_ pragma: String, _ value: Int64) throws {
        let folder = try TemporaryFolder()
        for location in [Connection.Location.memory, .file(folder.file("state.db"))] {
            let connection = try Connection(location, cacheKilobytes: 2048)
            let read = try connection.statement("PRAGMA \(pragma)").first { $0.integer() }
            #expect(read == value, "\(location)")
        }
    }

    @Test func `each database in memory is a world of its own`() throws {
        let one = try Connection(.memory)
        let two = try Connection(.memory)
        try one.execute("CREATE TABLE item (number INTEGER)")
        try two.execute("CREATE TABLE item (number INTEGER)")
    }

    @Test func `a database in memory may outgrow the machine`() throws {
        let connection = try Connection(.memory)
        let pages = try connection.statement("PRAGMA max_page_count").first { $0.integer() }
        #expect(try #require(pages) * 4096 > 1 << 40)
    }

    @Test func `the version is the library's`() throws {
        let version = try Connection(.memory).statement("SELECT sqlite_version()").first {
            $0.text()
        }
        #expect(Connection.version == version)
    }

    @Test func `the plan tells whether an index is used`() throws {
        let connection = try Connection(.memory)
        try connection.execute(
            "CREATE TABLE item (id TEXT, name TEXT); CREATE INDEX by_name ON item (name)"
        )
        let search = try connection.explainQueryPlan("SELECT id FROM item WHERE name = ?")
        #expect(search == ["SEARCH item USING INDEX by_name (name=?)"])
        #expect(try connection.explainQueryPlan("SELECT name || id FROM item") == ["SCAN item"])
    }
}
