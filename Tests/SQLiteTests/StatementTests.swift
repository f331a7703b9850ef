import SQLite
import Testing

/// A statement is ready again after each use, however that ended.
struct StatementTests {
    let connection: Connection

    init() throws {
        connection = try Connection(.memory)
        try connection.execute("CREATE TABLE item (number INTEGER NOT NULL UNIQUE) STRICT")
    }

    @Test func `a refused row leaves the statement ready for the next`() throws {
        let insert = try connection.statement("INSERT INTO item VALUES (?)")
        try insert.run { $0.integer(1) }
        #expect(throws: SQLiteError.self) { try insert.run { $0.integer(1) } }
        try insert.run { $0.integer(2) }
        #expect(try count() == 2)
    }

    @Test func `an error thrown while reading leaves no transaction behind`() throws {
        try connection.execute("INSERT INTO item VALUES (1), (2)")
        let query = try connection.statement("SELECT number FROM item")
        let failure = SQLiteError(code: .corrupt, message: "made up")
        #expect(throws: failure) {
            try query.forEach { _ throws(SQLiteError) in throw failure }
        }
        // A statement that still stood on a row would keep the table locked.
        try connection.execute("DROP TABLE item")
    }

    @Test func `reading the first row only leaves no transaction behind`() throws {
        try connection.execute("INSERT INTO item VALUES (1), (2)")
        let first = try connection.statement("SELECT number FROM item ORDER BY number")
            .first { $0.integer() }
        #expect(first == 1)
        try connection.execute("DROP TABLE item")
    }

    @Test func `no row is nil`() throws {
        #expect(try connection.statement("SELECT number FROM item").first { $0.integer() } == nil)
    }

    @Test func `another statement may run for each row, and each keeps its values`() throws {
        try connection.execute("INSERT INTO item VALUES (1), (2), (3)")
        let inner = try connection.statement("SELECT ? || ' of ' || max(number) FROM item")
        let outer = try connection.statement("SELECT ? || number, number FROM item ORDER BY number")
        var answers: [String] = []
        try outer.forEach {
            $0.text("number ")
        } _: { row throws(SQLiteError) in
            let (text, number) = (row.text(), row.integer())
            let answer = try inner.first {
                $0.text("row \(number)")
            } _: {
                $0.text()
            }
            answers.append("\(text) is \(answer ?? "none")")
        }
        #expect(
            answers == [
                "number 1 is row 1 of 3", "number 2 is row 2 of 3", "number 3 is row 3 of 3",
            ])
    }

    @Test func `a statement keeps its connection alive`() throws {
        var connection: Connection? = try Connection(.memory)
        let query = try connection?.statement("SELECT 7")
        connection = nil
        #expect(try query?.first { $0.integer() } == 7)
    }

    @Test func `changes counts the rows of the last statement`() throws {
        try connection.execute("INSERT INTO item VALUES (1), (2), (3)")
        #expect(connection.changes == 3)
        let delete = try connection.statement("DELETE FROM item WHERE number > ?")
        try delete.run { $0.integer(1) }
        #expect(connection.changes == 2)
        try delete.run { $0.integer(1) }
        #expect(connection.changes == 0)
    }

    @Test func `a returned row is read and the change stays`() throws {
        let insert = try connection.statement("INSERT INTO item VALUES (?) RETURNING number * 2")
        #expect(
            try insert.first {
                $0.integer(21)
            } _: {
                $0.integer()
            } == 42)
        #expect(try count() == 1)
        #expect(!connection.isInTransaction)
    }

    @Test func `a script runs to its end, comments and empty statements included`() throws {
        try connection.execute(
            "INSERT INTO item VALUES (1);; -- one\n;INSERT INTO item VALUES (2) ; ")
        try connection.execute(" -- nothing at all")
        try connection.execute("")
        #expect(try count() == 2)
    }

    private func count() throws -> Int64? {
        try connection.statement("SELECT count(*) FROM item").first { $0.integer() }
    }
}

/// Our own mistakes end the program, before they can write or report something wrong.
struct StatementMisuseTests {
    @Test func `too few values`() async {
        await #expect(processExitsWith: .failure) {
            try Connection(.memory).statement("SELECT ?, ?").run { $0.integer(1) }
        }
    }

    @Test func `too many values`() async {
        await #expect(processExitsWith: .failure) {
            try Connection(.memory).statement("SELECT ?").run {
                $0.integer(1)
                $0.null()
            }
        }
    }

    @Test func `reading past the last column`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Connection(.memory).statement("SELECT 1").first { ($0.integer(), $0.integer()) }
        }
    }

    @Test func `reading a text as a number`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Connection(.memory).statement("SELECT '12 lakh'").first { $0.integer() }
        }
    }

    @Test func `reading NULL as a text`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Connection(.memory).statement("SELECT NULL").first { $0.text() }
        }
    }

    @Test func `using a statement while it is in use`() async {
        await #expect(processExitsWith: .failure) {
            let query = try Connection(.memory).statement("SELECT 1")
            try query.forEach { _ throws(SQLiteError) in try query.run() }
        }
    }

    @Test func `two statements where one is asked for`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Connection(.memory).statement("SELECT 1; SELECT 2")
        }
    }
}
