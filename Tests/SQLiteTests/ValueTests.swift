import SQLite
import Testing

/// What goes into a column comes out of it.
struct ValueTests {
    let connection: Connection

    init() throws {
        connection = try Connection(.memory)
        try connection.execute(
            "CREATE TABLE item (number INTEGER, text TEXT, bytes BLOB) STRICT")
    }

    @Test(arguments: [0, 1, -1, 21_000_000_00, Int64.max, Int64.min])
    func `an integer keeps all its 64 bits`(_ number: Int64) throws {
        try connection.statement("INSERT INTO item (number) VALUES (?)").run { $0.integer(number) }
        let read = try connection.statement("SELECT number FROM item").first { $0.integer() }
        #expect(read == number)
    }

    @Test(arguments: [
        "", "a", "fifteen bytes ..", "one more than fits in a small string", "नीला ₹ 😀",
        "before\0after", "\0",
    ])
    func `a text keeps every character, NUL included`(_ text: String) throws {
        try connection.statement("INSERT INTO item (text) VALUES (?)").run { $0.text(text) }
        let read = try connection.statement("SELECT text, length(CAST(text AS BLOB)) FROM item")
            .first { ($0.text(), $0.integer()) }
        #expect(read?.0 == text)
        #expect(read?.1 == Int64(text.utf8.count))
    }

    @Test(arguments: [[], [0], [0xff, 0, 0x80]] as [[UInt8]])
    func `a blob keeps every byte, and an empty one is not NULL`(_ bytes: [UInt8]) throws {
        try connection.statement("INSERT INTO item (bytes) VALUES (?)").run { $0.blob(bytes) }
        let read = try connection.statement("SELECT bytes, typeof(bytes) FROM item")
            .first { ($0.blob(), $0.text()) }
        #expect(read?.0 == bytes)
        #expect(read?.1 == "blob")
    }

    @Test(arguments: [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 200_000])
    func `bytes are written and read in place, however many there are`(_ count: Int) throws {
        let text = String(repeating: "ä1", count: count / 3)
        let insertion = try connection.statement("INSERT INTO item (text, bytes) VALUES (?, ?)")
        try insertion.run { row in
            row.text("beside it")
            row.blob { blob in
                blob.append(text)
                for index in text.utf8.count..<count { blob.append(UInt8(index & 0x7F)) }
            }
        }
        let read = try connection.statement("SELECT text, bytes FROM item").first { row in
            let beside = row.text()
            return row.blob { blob in
                let read = blob.text(text.utf8.count)
                var rest: [UInt8] = []
                while blob.left > 0 { rest.append(blob.byte()) }
                return (beside, read, rest, isDamaged: blob.isDamaged)
            }
        }
        #expect(read?.0 == "beside it")
        #expect(read?.1 == text)
        #expect(read?.2 == (text.utf8.count..<count).map { UInt8($0 & 0x7F) })
        #expect(read?.isDamaged == false)
    }

    @Test func `what is not there reads as nothing and is noticed`() {
        let read = BlobReader.reading([65, 66]) { blob in
            (blob.text(3), blob.isDamaged, blob.byte(), blob.byte(), blob.byte(), blob.left)
        }
        #expect(read == ("", true, 65, 66, 0, 0))
    }

    @Test func `long values come back whole`() throws {
        let text = String(repeating: "é", count: 100_000)
        let bytes = [UInt8](repeating: 0xff, count: 200_000)
        try connection.statement("INSERT INTO item (text, bytes) VALUES (?, ?)").run {
            $0.text(text)
            $0.blob(bytes)
        }
        let read = try connection.statement("SELECT text, bytes FROM item")
            .first { ($0.text(), $0.blob()) }
        #expect(read?.0 == text)
        #expect(read?.1 == bytes)
    }

    @Test func `values of one row do not touch each other`() throws {
        let texts = (0..<50).map { String(repeating: "\($0),", count: $0 * 40) }
        let marks = texts.map { _ in "?" }.joined(separator: ", ")
        let echo = try connection.statement("SELECT \(marks), ?")
        for bytes in [[1, 2, 3], [UInt8](repeating: 9, count: 70_000)] {
            let read = try echo.first { binder in
                for text in texts { binder.text(text) }
                binder.blob(bytes)
            } _: { row in
                (texts.map { _ in row.text() }, row.blob())
            }
            #expect(read?.0 == texts)
            #expect(read?.1 == bytes)
        }
    }

    @Test func `nil is NULL on the way in and on the way out`() throws {
        try connection.statement("INSERT INTO item VALUES (?, ?, ?)").run {
            $0.integer(nil)
            $0.text(nil)
            $0.null()
        }
        let isNull = try connection.statement(
            "SELECT number IS NULL AND text IS NULL AND bytes IS NULL FROM item"
        ).first { $0.bool() }
        #expect(isNull == true)
        let read = try connection.statement("SELECT number, text FROM item")
            .first { ($0.optionalInteger(), $0.optionalText()) }
        let (number, text) = try #require(read)
        #expect(number == nil)
        #expect(text == nil)
    }

    @Test func `an optional that is there is its value`() throws {
        let number: Int64? = 61_900
        let text: String? = "Nila"
        let read = try connection.statement("SELECT ?, ?").first {
            $0.integer(number)
            $0.text(text)
        } _: {
            ($0.optionalInteger(), $0.optionalText())
        }
        #expect(read?.0 == 61_900)
        #expect(read?.1 == "Nila")
    }

    @Test(arguments: [true, false])
    func `a truth value is 1 or 0`(_ value: Bool) throws {
        let read = try connection.statement("SELECT ?1, ?1").first {
            $0.bool(value)
        } _: {
            ($0.bool(), $0.integer())
        }
        #expect(read?.0 == value)
        #expect(read?.1 == (value ? 1 : 0))
    }

    @Test func `rows come in the order of the statement`() throws {
        let insert = try connection.statement("INSERT INTO item (number) VALUES (?)")
        for number in [3, 1, 2] as [Int64] { try insert.run { $0.integer(number) } }
        let query = try connection.statement(
            "SELECT number FROM item WHERE number > ? ORDER BY number")
        #expect(
            try query.all {
                $0.integer(1)
            } _: {
                $0.integer()
            } == [2, 3])
        #expect(
            try query.all {
                $0.integer(3)
            } _: {
                $0.integer()
            } == [])
        var sum: Int64 = 0
        try query.forEach {
            $0.integer(0)
        } _: {
            sum += $0.integer()
        }
        #expect(sum == 6)
    }
}
