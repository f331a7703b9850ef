import Glibc
import SQLite
import TemporaryFolders
import Testing

/// What is written is read back, whatever the pages of a database go through: splits that put them
/// in another order, transactions and savepoints that are undone, a cache that holds a fraction of
/// them, pages that are given back and used again.
struct PageCacheTests {
    /// Rows of some 300 bytes by a number drawn at random, so that pages split everywhere, with an
    /// index beside; and the same rows in a dictionary.
    private struct World {
        let connection: Connection
        var rows: [Int64: String] = [:]
        var chance = SplitMix(state: 20_140_101)

        init(_ location: Connection.Location, cacheKilobytes: Int) throws {
            connection = try Connection(
                location, durability: .off, cacheKilobytes: cacheKilobytes)
            try connection.execute(
                """
                CREATE TABLE item (number INTEGER, text TEXT, PRIMARY KEY (number)) WITHOUT ROWID;
                CREATE INDEX by_text ON item (text)
                """)
        }

        mutating func write(_ count: Int) throws {
            let statement = try connection.statement("INSERT OR REPLACE INTO item VALUES (?, ?)")
            for _ in 0..<count {
                let number = Int64(chance.next() % 1_000_000)
                let text = String(repeating: "\(chance.next())-", count: 14)
                try statement.run { row in
                    row.integer(number)
                    row.text(text)
                }
                rows[number] = text
            }
        }

        mutating func remove(below limit: Int64) throws {
            try connection.execute("DELETE FROM item WHERE number < \(limit)")
            rows = rows.filter { $0.key >= limit }
        }

        func check() throws {
            let read = try connection.statement("SELECT number, text FROM item ORDER BY number").all
            { row in
                (row.integer(), row.text())
            }
            let expected = rows.sorted { $0.key < $1.key }
            #expect(read.map(\.0) == expected.map(\.key))
            #expect(read.map(\.1) == expected.map(\.value))
            let finding = try connection.statement("PRAGMA integrity_check").first { $0.text() }
            #expect(finding == "ok")
        }
    }

    /// 16 KiB are four pages: nearly every page that is asked for has been dropped before.
    @Test(arguments: [16, 256, 65_536])
    func `a file is what was written to it, however few pages are kept`(_ kilobytes: Int) throws {
        let folder = try TemporaryFolder()
        var world = try World(.file(folder.file("state.db")), cacheKilobytes: kilobytes)
        try live(in: &world)
    }

    @Test func `a database in memory is what was written to it`() throws {
        var world = try World(.memory, cacheKilobytes: 16)
        try live(in: &world)
    }

    private func live(in world: inout World) throws {
        for round in 0..<6 {
            try world.connection.execute("BEGIN")
            try world.write(400)
            try world.connection.execute("SAVEPOINT part")
            let before = world.rows
            try world.write(300)
            try world.remove(below: 300_000)
            try world.connection.execute("ROLLBACK TO part; RELEASE part")
            world.rows = before
            if round % 3 == 2 {
                try world.connection.execute("ROLLBACK")
                world.rows = [:]
                try world.remove(below: 1_000_000)
            } else {
                try world.connection.execute("COMMIT")
                try world.write(20)
                try world.remove(below: 100_000)
            }
            try world.check()
        }
        // A database that shrinks gives its last pages back.
        try world.remove(below: 900_000)
        try world.connection.execute("VACUUM")
        try world.check()
        try world.write(500)
        try world.check()
    }

    @Test func `a cache that may hold less drops what is too much`() throws {
        let folder = try TemporaryFolder()
        var world = try World(.file(folder.file("state.db")), cacheKilobytes: 4096)
        try world.write(2000)
        try world.check()
        try world.connection.execute("PRAGMA cache_size = 4; PRAGMA shrink_memory")
        try world.check()
        try world.write(200)
        try world.check()
    }

    /// A huge page costs milliseconds when it is first touched, so only a database that has grown
    /// beyond 128 MiB asks for them.
    @Test func `only a large database in memory asks for huge pages`() throws {
        let connection = try Connection(.memory, durability: .off, cacheKilobytes: 16)
        try connection.execute("CREATE TABLE item (content BLOB)")
        let mebibyte = try connection.statement("INSERT INTO item VALUES (zeroblob(1048576))")
        for _ in 0..<100 { try mebibyte.run { _ in } }
        #expect(try asksForHugePages() == false)
        for _ in 0..<40 { try mebibyte.run { _ in } }
        #expect(try asksForHugePages())
    }

    private struct NoMappings: Error {}

    /// Whether the process has asked for huge pages anywhere: "hg" among the flags of a mapping.
    private func asksForHugePages() throws -> Bool {
        guard let file = unsafe fopen("/proc/self/smaps", "r") else { throw NoMappings() }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 4096)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            let text = String(
                decoding: line.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
            if text.hasPrefix("VmFlags:"), text.contains(" hg ") { return true }
        }
        return false
    }
}

/// Numbers that look like chance and are the same in each run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
