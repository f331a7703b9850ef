import Testing
import Wire

struct CSVTests {
    @Test(
        arguments: [
            ("", []), ("\n", []), ("\r\n\n", []), ("\u{FEFF}", []), ("a", [["a"]]),
            ("a\n", [["a"]]), ("a\r\n", [["a"]]), ("a,b", [["a", "b"]]),
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("\u{FEFF}a,b\n", [["a", "b"]]), ("\u{FEFF}\"a\",b\n", [["a", "b"]]),
            ("a\n\n\r\nb", [["a"], ["b"]]), (",", [["", ""]]), (",\n,", [["", ""], ["", ""]]),
            ("a,", [["a", ""]]), (",a", [["", "a"]]), ("a,,b", [["a", "", "b"]]),
            ("a,b\nc\nd,e,f", [["a", "b"], ["c"], ["d", "e", "f"]]),
            (" a , b ", [[" a ", " b "]]), (" ", [[" "]]), ("\t", [["\t"]]), ("a\rb", [["a\rb"]]),
            ("a\r", [["a\r"]]), ("a;b", [["a;b"]]), ("'a,b'", [["'a", "b'"]]),
            ("₹,अनीता", [["₹", "अनीता"]]),
            ("\"\"", [[""]]), ("\"a\"", [["a"]]), ("\"a\",\"b\"", [["a", "b"]]),
            ("\"a,b\",c", [["a,b", "c"]]), ("\"a\"\"b\"", [["a\"b"]]), ("\"\"\"\"", [["\""]]),
            ("\"\"\"a\"\"\"", [["\"a\""]]), ("\"a\nb\",c", [["a\nb", "c"]]),
            ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]), ("\"a\",\n\"b\"", [["a", ""], ["b"]]),
            ("\"\",\"\"", [["", ""]]), ("a,\"\"\n", [["a", ""]]), ("\" a \"", [[" a "]]),
        ] as [(String, [[String]])])
    func `a table is read`(text: String, fields: [[String]]) throws {
        #expect(try CSV.read(Array(text.utf8)).map(\.fields) == fields)
    }

    @Test func `a record knows its line`() throws {
        let text = "\n\"a\n\nb\",1\r\n\r\nc,2\r\n\"d\r\ne\"\n\"f\"\n"
        let records = try CSV.read(Array(text.utf8))
        #expect(records.map(\.line) == [2, 6, 7, 9])
        #expect(records.map(\.fields) == [["a\n\nb", "1"], ["c", "2"], ["d\r\ne"], ["f"]])
    }

    @Test func `no more is read than was asked for`() throws {
        let text = Array("a\nb,c,d\n\"e".utf8)
        #expect(try CSV.read(text, recordsMax: 2).map(\.fields) == [["a"], ["b", "c", "d"]])
        #expect(throws: CSVError(line: 3, what: .quoteNotClosed)) {
            try CSV.read(text, recordsMax: 3)
        }
    }

    @Test func `no more fields are kept than were asked for, and all are read`() throws {
        let text = Array("a,b,c\n\"d\",e,\"f\ng\"\nh".utf8)
        #expect(
            try CSV.read(text, fieldsMax: 2).map(\.fields) == [["a", "b"], ["d", "e"], ["h"]])
        #expect(throws: CSVError(line: 1, what: .quoteInside)) {
            try CSV.read(Array("a,b\"".utf8), fieldsMax: 1)
        }
    }

    @Test(
        arguments: [
            ("\"", 1, .quoteNotClosed), ("a\n\"b\n\nc", 2, .quoteNotClosed),
            ("\"a\"\"", 1, .quoteNotClosed), ("a,\"\"\"", 1, .quoteNotClosed),
            ("\"a\"b", 1, .textAfterQuote), ("x\n\"a\" ,b", 2, .textAfterQuote),
            ("\"a\"\rb", 1, .textAfterQuote), ("\"a\nb\"c", 1, .textAfterQuote),
            ("a\"b", 1, .quoteInside), ("a\nb,c\"", 2, .quoteInside), (" \"a\"", 1, .quoteInside),
            ("\"a\n\",\"b\"\nc\"", 3, .quoteInside),
        ] as [(String, Int, CSVError.What)])
    func `a table with stray quotes is refused`(text: String, line: Int, what: CSVError.What) {
        #expect(throws: CSVError(line: line, what: what)) { try CSV.read(Array(text.utf8)) }
    }

    @Test func `bytes that are not UTF-8 are refused with their line`() {
        let error = CSVError(line: 2, what: .invalidUTF8)
        #expect(throws: error) { try CSV.read(Array("a\nb,".utf8) + [0xE9]) }
        #expect(throws: error) { try CSV.read(Array("a\nb,\"".utf8) + [0xE9, 0x22]) }
    }

    @Test(
        arguments: [
            ([], ""), ([["a", "b"]], "a,b\r\n"), ([["a"], ["b"]], "a\r\nb\r\n"),
            ([["a,b", "c\"d", "e\nf", "g\rh"]], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\r\n"),
            ([[""]], "\"\"\r\n"), ([["", ""]], ",\r\n"), ([[" a "]], " a \r\n"),
            ([["₹ 5"]], "₹ 5\r\n"), ([["=1+1", "-5"]], "=1+1,-5\r\n"),
            ([["\u{FEFF}a", "b"]], "\"\u{FEFF}a\",b\r\n"),
        ] as [([[String]], String)])
    func `a table is written with quotes where they are needed`(fields: [[String]], text: String)
        throws
    {
        #expect(String(decoding: CSV.write(fields), as: UTF8.self) == text)
        #expect(try CSV.read(CSV.write(fields)).map(\.fields) == fields)
    }

    @Test func `whatever is written is read back`() throws {
        let pieces = ["", "a", ",", "\"", "\n", "\r\n", "\r", " ", "₹", "\"\"", ",\""]
        var records: [[String]] = []
        for one in pieces {
            for other in pieces { records.append([one + other, other, one + "x" + other + one]) }
        }
        #expect(try CSV.read(CSV.write(records)).map(\.fields) == records)
    }
}
