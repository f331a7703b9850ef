import SQLite
import Testing

/// What SQLite refuses arrives with its code, its words and the statement.
struct ErrorTests {
    let connection: Connection

    init() throws {
        connection = try Connection(.memory)
        try connection.execute(
            """
            CREATE TABLE owner (id TEXT PRIMARY KEY) STRICT;
            CREATE TABLE item (
                id INTEGER PRIMARY KEY,
                name TEXT UNIQUE,
                amount INTEGER NOT NULL DEFAULT 1 CHECK (amount > 0),
                owner TEXT REFERENCES owner (id)
            ) STRICT;
            INSERT INTO owner VALUES ('a');
            INSERT INTO item (id, name) VALUES (1, 'one');
            """)
    }

    @Test(arguments: [
        ("INSERT INTO item (name) VALUES ('one')", ResultCode.constraintUnique),
        ("INSERT INTO owner VALUES ('a')", .constraintPrimaryKey),
        ("INSERT INTO item (id) VALUES (1)", .constraintPrimaryKey),
        ("INSERT INTO item (rowid) VALUES (1)", .constraintPrimaryKey),
        ("INSERT INTO item (amount) VALUES (0)", .constraintCheck),
        ("INSERT INTO item (amount) VALUES (NULL)", .constraintNotNull),
        ("INSERT INTO item (amount) VALUES ('₹ 5')", .constraintDataType),
        ("INSERT INTO item (owner) VALUES ('nobody')", .constraintForeignKey),
    ])
    func `a broken constraint has its own code`(_ sql: String, _ code: ResultCode) throws {
        let error = try #require(throws: SQLiteError.self) { try connection.execute(sql) }
        #expect(error.code == code)
        #expect(ResultCode.constraint ~= error.code)
        #expect(error.sql == sql)
    }

    @Test func `a taken rowid has its own code`() throws {
        try connection.execute("CREATE TABLE bare (text TEXT); INSERT INTO bare (rowid) VALUES (1)")
        let error = try #require(throws: SQLiteError.self) {
            try connection.execute("INSERT INTO bare (rowid) VALUES (1)")
        }
        #expect(error.code == .constraintRowID)
    }

    @Test func `the error names the statement of the script that failed, not its values`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try connection.execute("SELECT 1; SELECT nonsense -- ₹")
        }
        #expect(error.code == .error)
        #expect(error.message.contains("nonsense"))
        #expect(error.sql == " SELECT nonsense -- ₹")
        #expect("\(error)" == "\(error.message) (SQLite code 1) in:  SELECT nonsense -- ₹")
    }

    @Test func `a full database says so and keeps what it has`() throws {
        try connection.execute("PRAGMA max_page_count = 20")
        let insert = try connection.statement("INSERT INTO item (name) VALUES (?)")
        let error = try #require(throws: SQLiteError.self) {
            for number in 0..<10_000 { try insert.run { $0.text("some name, number \(number)") } }
        }
        #expect(error.code == .full)
        let count = try connection.statement("SELECT count(*) FROM item").first { $0.integer() }
        #expect(try #require(count) > 100)
        try insert.run { $0.text(nil) }
    }

    @Test func `an error can end the transaction, and the connection says so`() throws {
        #expect(!connection.isInTransaction)
        try connection.execute("BEGIN")
        #expect(connection.isInTransaction)
        #expect(throws: SQLiteError.self) {
            try connection.execute("INSERT OR ROLLBACK INTO owner VALUES ('a')")
        }
        #expect(!connection.isInTransaction)
    }
}

/// A code matches itself and its family, and no one else.
struct ResultCodeTests {
    @Test(arguments: [
        (ResultCode.constraint, ResultCode.constraintUnique, true),
        (.constraintUnique, .constraintUnique, true),
        (.constraintUnique, .constraintPrimaryKey, false),
        (.constraintUnique, .constraint, false),
        (.constraint, .constraint, true),
        (.busy, .constraintUnique, false),
        (.ioError, ResultCode(rawValue: 1034), true),
    ])
    func `pattern matching`(_ pattern: ResultCode, _ code: ResultCode, _ matches: Bool) {
        #expect((pattern ~= code) == matches)
    }

    @Test func `the numbers are the manual's`() {
        #expect(ResultCode.constraintUnique.rawValue == 2067)
        #expect(ResultCode.constraintForeignKey.rawValue == 787)
        #expect(ResultCode.constraintUnique.primary == .constraint)
    }
}
