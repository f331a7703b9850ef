import SQLite
import TemporaryFolders
import Testing

/// A database in a file: taken by one connection, whole after whatever happens.
struct FileTests {
    let folder: TemporaryFolder
    var path: String { folder.file("state.db") }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `what was written is there after closing and opening again`() throws {
        for number in 1...3 {
            let connection = try Connection(.file(path))
            try connection.execute("CREATE TABLE IF NOT EXISTS item (number INTEGER)")
            try connection.execute("INSERT INTO item VALUES (\(number))")
            #expect(try mode(of: connection) == "wal")
            #expect(try sum(in: connection) == Int64(number * (number + 1) / 2))
        }
        #expect(folder.names == ["state.db"])
    }

    @Test func `what was committed survives a process that ended without closing`() throws {
        let connection = try Connection(.file(path), durability: .off)
        try connection.execute("CREATE TABLE item (number INTEGER); INSERT INTO item VALUES (7)")
        try connection.execute("BEGIN; INSERT INTO item VALUES (100)")
        // There is no shared memory file: the lock makes it needless.
        #expect(folder.names == ["state.db", "state.db-wal"])
        try folder.write("left.db", folder.read("state.db"))
        try folder.write("left.db-wal", folder.read("state.db-wal"))
        #expect(try sum(in: Connection(.file(folder.file("left.db")))) == 7)
    }

    @Test func `a second connection is refused when it opens the file`() throws {
        let first = try Connection(.file(path))
        let error = try #require(throws: SQLiteError.self) { try Connection(.file(path)) }
        #expect(error.code == .busy)
        try first.execute("CREATE TABLE item (number INTEGER)")
    }

    @Test func `a file that another process has is refused when it is opened`() throws {
        try Connection(.file(path)).execute("CREATE TABLE item (number INTEGER)")
        let lock = try FileLock(path)
        #expect(lock.acquire())
        let error = try #require(throws: SQLiteError.self) { try Connection(.file(path)) }
        #expect(error.code == .busy)
    }

    @Test(arguments: [false, true])
    func `an open file is locked against other processes`(_ isNew: Bool) throws {
        if !isNew { try Connection(.file(path)).execute("CREATE TABLE item (number INTEGER)") }
        let connection = try Connection(.file(path))
        #expect(try !FileLock(path).acquire())
        _ = connection
    }

    @Test(arguments: [(Connection.Durability.full, 2 as Int64), (.normal, 1), (.off, 0)])
    func `durability is SQLite's synchronous`(
        _ durability: Connection.Durability, _ synchronous: Int64
    ) throws {
        let connection = try Connection(.file(path), durability: durability)
        let read = try connection.statement("PRAGMA synchronous").first { $0.integer() }
        #expect(read == synchronous)
    }

    @Test(arguments: ["a b", "50%", "what?vfs=memdb", "no#1", "file:x", ":memory:", "₹", "%41"])
    func `a path is a path, whatever it looks like`(_ name: String) throws {
        let connection = try Connection(.file(folder.file(name)))
        try connection.execute("CREATE TABLE item (number INTEGER)")
        try connection.checkpoint()
        #expect(folder.names == [name, name + "-wal"])
        #expect(try folder.read(name).starts(with: "SQLite format 3".utf8))
    }

    @Test func `no path is no temporary database`() throws {
        let error = try #require(throws: SQLiteError.self) { try Connection(.file("")) }
        #expect(ResultCode.cantOpen ~= error.code)
    }

    @Test func `a folder that is not there`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try Connection(.file(folder.file("nowhere/state.db")))
        }
        #expect(ResultCode.cantOpen ~= error.code)
    }

    @Test func `a file of another kind is refused and left as it is`() throws {
        let letter =
            Array("Dear Nila, this is no database. ".utf8) + [UInt8](repeating: 1, count: 512)
        try folder.write("state.db", letter)
        let error = try #require(throws: SQLiteError.self) { try Connection(.file(path)) }
        #expect(error.code == .notADatabase)
        #expect(try folder.read("state.db") == letter)
    }

    @Test func `a damaged page is reported`() throws {
        try Connection(.file(path)).execute(
            "CREATE TABLE item (number INTEGER); INSERT INTO item VALUES (7)")
        var bytes = try folder.read("state.db")
        bytes.replaceSubrange(4096..<4196, with: repeatElement(0xff, count: 100))
        try folder.write("state.db", bytes)
        let error = try #require(throws: SQLiteError.self) {
            try sum(in: Connection(.file(path)))
        }
        #expect(ResultCode.corrupt ~= error.code)
    }

    @Test func `a checkpoint moves the log into the file`() throws {
        let connection = try Connection(.file(path))
        try connection.execute("CREATE TABLE item (number INTEGER); INSERT INTO item VALUES (7)")
        let before = try folder.read("state.db")
        try connection.checkpoint()
        #expect(try folder.read("state.db") != before)
        try connection.execute("BEGIN; INSERT INTO item VALUES (8)")
        let error = try #require(throws: SQLiteError.self) { try connection.checkpoint() }
        #expect(error.code == .locked)
    }

    @Test func `a checkpoint in memory is nothing to do`() throws {
        try Connection(.memory).checkpoint()
    }

    private func mode(of connection: Connection) throws -> String? {
        try connection.statement("PRAGMA journal_mode").first { $0.text() }
    }

    private func sum(in connection: Connection) throws -> Int64? {
        try connection.statement("SELECT sum(number) FROM item").first { $0.integer() }
    }
}

/// A copy of a live database in a file of its own.
struct VacuumTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: ["from memory", "from a file"])
    func `a copy holds what the original held`(_ origin: String) throws {
        let isMemory = origin == "from memory"
        let connection = try Connection(isMemory ? .memory : .file(folder.file("state.db")))
        try connection.execute("CREATE TABLE item (text TEXT); INSERT INTO item VALUES ('₹')")
        try connection.vacuumInto(folder.file("copy? 100%"))
        try connection.execute("DELETE FROM item")
        let copy = try Connection(.file(folder.file("copy? 100%")))
        #expect(try copy.statement("SELECT text FROM item").first { $0.text() } == "₹")
    }

    @Test func `a file that is there is not overwritten`() throws {
        try folder.write("taken", Array("mine".utf8))
        let connection = try Connection(.memory)
        #expect(throws: SQLiteError.self) { try connection.vacuumInto(folder.file("taken")) }
        #expect(try folder.read("taken") == Array("mine".utf8))
    }

    @Test func `no copy is made in the middle of a transaction`() throws {
        let connection = try Connection(.memory)
        try connection.execute("BEGIN")
        #expect(throws: SQLiteError.self) { try connection.vacuumInto(folder.file("copy")) }
        #expect(connection.isInTransaction)
    }
}
