import Testing
import Wire

struct JSONWriterTests {
    @Test(arguments: [
        ("", "\"\"", "\"\""), ("plain", "\"plain\"", "\"plain\""), ("a/b", "\"a/b\"", "\"a/b\""),
        ("<&>'", "\"<&>'\"", "\"<&>'\""), ("a\"b\\c", #""a\"b\\c""#, #""a\"b\\c""#),
        ("\u{08}\u{0C}\n\r\t", #""\b\f\n\r\t""#, #""\b\f\n\r\t""#),
        (
            "\0\u{01}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\"",
            "\"\\u0000\\u0001\\u001f\u{7F}\""
        ),
        ("₹ 5", "\"₹ 5\"", #""\u20b9 5""#), ("é", "\"é\"", #""\u00e9""#),
        ("e\u{301}", "\"e\u{301}\"", #""e\u0301""#),
        ("😀", "\"😀\"", #""\ud83d\ude00""#),
        ("\u{10FFFF}", "\"\u{10FFFF}\"", #""\udbff\udfff""#),
        ("\u{80}", "\"\u{80}\"", #""\u0080""#), ("\u{FFFF}", "\"\u{FFFF}\"", #""\uffff""#),
        ("अनीता\n", "\"अनीता\\n\"", #""\u0905\u0928\u0940\u0924\u093e\n""#),
        (
            "a long text without anything to escape", "\"a long text without anything to escape\"",
            "\"a long text without anything to escape\""
        ),
    ])
    func `a text is escaped no more than it must be`(text: String, plain: String, escaped: String) {
        var writer = JSONWriter()
        writer.string(text)
        #expect(writer.bytes == Array(plain.utf8))
        var asciiWriter = JSONWriter(escapesNonASCII: true)
        asciiWriter.string(text)
        #expect(asciiWriter.bytes == Array(escaped.utf8))
    }

    @Test func `every character that JSON names is written so that it is read back`() throws {
        for code in UInt32(0)...0x2FF {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let text = String(Character(scalar))
            for escapes in [false, true] {
                var writer = JSONWriter(escapesNonASCII: escapes)
                writer.string(text)
                #expect(writer.bytes.allSatisfy { $0 >= 0x20 && (!escapes || $0 < 0x80) })
                #expect(try JSONReader.read(writer.bytes) == .string(text))
            }
        }
    }

    @Test(arguments: ["\"", "\\", "\u{1F}", "é"])
    func `what asks for an escape is seen wherever it stands`(escaped: String) throws {
        for length in 0...25 {
            for place in 0...length {
                let text =
                    String(repeating: "a", count: place) + escaped
                    + String(repeating: "b", count: length - place)
                var writer = JSONWriter(escapesNonASCII: true)
                writer.string(text)
                #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x80 })
                #expect(try JSONReader.read(writer.bytes) == .string(text))
            }
        }
    }

    @Test(
        arguments: [
            0, 1, 9, 10, 99, 100, 105, 1_000, 40_000, 1_790_000_009, 914_010_012_345_679, .max,
            -1, -9, -10, -123, .min,
            .min + 1,
        ] as [Int64])
    func `an integer is written with all its digits`(value: Int64) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(writer.bytes == Array(String(value).utf8))
    }

    @Test func `nil is null`() {
        var writer = JSONWriter()
        writer.list([0, 1]) { writer, index in
            if index == 0 { writer.string(String?.none) } else { writer.integer(Int64?.none) }
        }
        #expect(writer.bytes == Array("[null,null]".utf8))
    }

    @Test func `pieces and values follow each other without a byte in between`() {
        var writer = JSONWriter(reserving: 4)
        writer.literal(#"{"id":"#)
        writer.string("cust_LQPdeJqQeKQrJM")
        writer.literal(#","entity":"customer","email":"#)
        writer.string(String?.none)
        writer.literal(#","active":"#)
        writer.bool(true)
        writer.literal(#","created_at":"#)
        writer.integer(1_678_580_352)
        writer.literal(#","notes":"#)
        writer.json([])
        writer.literal("}")
        let text =
            #"{"id":"cust_LQPdeJqQeKQrJM","entity":"customer","email":null,"active":true,"#
            + #""created_at":1678580352,"notes":[]}"#
        #expect(writer.bytes == Array(text.utf8))
    }

    @Test func `members and items are separated by commas`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("entity", "collection")
            writer.member("count", 2)
            writer.member("more", false)
            writer.member("cursor", String?.none)
            writer.member("total", Int64?.none)
            writer.member("items") { writer in
                writer.list([[], ["a{", 1], [:]] as [JSON]) { writer, item in writer.json(item) }
            }
            writer.member("empty") { writer in writer.object { _ in } }
            writer.member("notes", ["flat \"no\"": "105["] as JSON)
        }
        let text =
            #"{"entity":"collection","count":2,"more":false,"cursor":null,"total":null,"#
            + #""items":[[],["a{",1],{}],"empty":{},"notes":{"flat \"no\"":"105["}}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func `an emptied buffer begins anew`() {
        var writer = JSONWriter()
        writer.literal("{")
        writer.clear()
        writer.bool(false)
        #expect(writer.bytes == Array("false".utf8))
    }
}
