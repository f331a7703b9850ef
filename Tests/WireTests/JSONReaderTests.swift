import Testing
import Wire

/// What the reader takes, refuses and decides, in tables that follow the rules of RFC 8259 group
/// by group.
struct JSONReaderTests {
    /// A text, and the same value written by us.
    @Test(arguments: [
        // Structure and white space.
        ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("\"\"", "\"\""),
        ("[]", "[]"), ("{}", "{}"), (" [] ", "[]"), ("\t{}\n", "{}"), ("\r\n[\r\n]\r\n", "[]"),
        ("{ }", "{}"), ("[ ]", "[]"), ("[\t1\n,\r2 ]", "[1,2]"), ("{ \"a\" : 1 }", #"{"a":1}"#),
        ("{\"a\"\n:\t1\r,\"b\":2}", #"{"a":1,"b":2}"#), ("\n\n\n5\n", "5"), ("[[]]", "[[]]"),
        ("[[],[]]", "[[],[]]"), ("[{}]", "[{}]"), ("[{},{}]", "[{},{}]"),
        ("{\"a\":{}}", #"{"a":{}}"#), ("{\"a\":[]}", #"{"a":[]}"#), ("[[[[[]]]]]", "[[[[[]]]]]"),
        ("[null]", "[null]"), ("[true,false,null]", "[true,false,null]"),
        ("[null,null]", "[null,null]"),
        ("[\"\"]", "[\"\"]"), ("[1,\"1\",[1],{\"1\":1}]", #"[1,"1",[1],{"1":1}]"#),
        // Objects.
        (#"{"":1}"#, #"{"":1}"#), (#"{"a":null}"#, #"{"a":null}"#),
        (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#),
        (#"{"a":1,"A":2}"#, #"{"a":1,"A":2}"#), (#"{"a b":1}"#, #"{"a b":1}"#),
        (#"{"\u0061":1}"#, #"{"a":1}"#), (#"{"a\"b":1}"#, #"{"a\"b":1}"#),
        (#"{"0":1,"1":2}"#, #"{"0":1,"1":2}"#),
        (#"{"a":{"b":{"c":[{"d":1}]}}}"#, #"{"a":{"b":{"c":[{"d":1}]}}}"#),
        // Numbers that are integers.
        ("1", "1"), ("-1", "-1"), ("9", "9"), ("10", "10"), ("-10", "-10"),
        ("1234567890", "1234567890"),
        ("914010012345679", "914010012345679"), ("222333009908986012", "222333009908986012"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("[0,0]", "[0,0]"), ("[-1,-2]", "[-1,-2]"),
        // Numbers kept as they are written.
        ("-0", "-0"), ("0.0", "0.0"), ("-0.0", "-0.0"), ("1.0", "1.0"), ("1.50", "1.50"),
        ("0.1", "0.1"),
        ("-0.1", "-0.1"), ("123.456", "123.456"),
        ("0.000000000000000000001", "0.000000000000000000001"),
        ("1e1", "1e1"), ("1E1", "1E1"), ("1e+1", "1e+1"), ("1e-1", "1e-1"), ("1E+01", "1E+01"),
        ("1E-007", "1E-007"),
        ("0e0", "0e0"), ("0e+1", "0e+1"), ("0E-1", "0E-1"), ("-1e2", "-1e2"), ("1.5e3", "1.5e3"),
        ("1.795350767e+09", "1.795350767e+09"), ("[1.5,2.5]", "[1.5,2.5]"),
        (#"{"a":1.5}"#, #"{"a":1.5}"#),
        // Texts.
        (#""a""#, #""a""#), (#""a b""#, #""a b""#), (#""/""#, #""/""#), (#""\/""#, #""/""#),
        (#""\\""#, #""\\""#),
        (#""\"""#, #""\"""#), (#""\b\f\n\r\t""#, #""\b\f\n\r\t""#), (#""a\\n""#, #""a\\n""#),
        (#""\u0022\u005c""#, #""\"\\""#), (#""\u002F""#, #""/""#), (#""\u0041""#, #""A""#),
        (#""\u004a\u004A""#, #""JJ""#),
        (#""\u0000""#, #""\u0000""#), (#""\u001f""#, #""\u001f""#), (#""\u0008""#, #""\b""#),
        (#""\u007f""#, "\"\u{7F}\""),
        ("\"\u{7F}\"", "\"\u{7F}\""), ("\"é\"", "\"é\""), (#""\u00e9""#, "\"é\""),
        ("\"₹\"", "\"₹\""),
        (#""\u20b9 5""#, "\"₹ 5\""), ("\"अनीता\"", "\"अनीता\""),
        ("\"\u{10FFFF}\"", "\"\u{10FFFF}\""),
        (#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""), (#""\ud83d\ude00""#, "\"😀\""),
        (#""\uD83D\uDE00!""#, "\"😀!\""),
        (#""\uFFFF""#, "\"\u{FFFF}\""), (#""\uFEFF""#, "\"\u{FEFF}\""),
        ("\"\u{FEFF}\"", "\"\u{FEFF}\""), (#""\u2028""#, "\"\u{2028}\""),
        ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""), (#""\u0e4f""#, "\"\u{0E4F}\""),
        (#""\\u0041""#, #""\\u0041""#),
        (#""a\/b\/c""#, #""a/b/c""#), (#""<\/script>""#, #""</script>""#), ("\"it's\"", "\"it's\""),
        ("\"//no comment\"", "\"//no comment\""),
        ("\"[1,{}]\"", "\"[1,{}]\""), ("\"fifteen bytes!!\"", "\"fifteen bytes!!\""),
        ("\"sixteen bytes!!!\"", "\"sixteen bytes!!!\""),
        ("\"null\"", "\"null\""), ("\"e\u{301}\"", "\"e\u{301}\""), ("\"\u{300}\"", "\"\u{300}\""),
    ])
    func `a text that keeps the rules is read`(text: String, rewritten: String) throws {
        #expect(Array(try read(text).description.utf8) == Array(rewritten.utf8))
    }

    /// A text, the byte at which reading stops and why.
    @Test(
        arguments: [
            // Nothing, and more than one thing.
            ("", 0, .endOfText), (" ", 1, .endOfText), ("\n\t", 2, .endOfText),
            ("1 2", 2, .trailingText), ("[]]", 2, .trailingText),
            ("{}}", 2, .trailingText), ("[][]", 2, .trailingText), ("{}{}", 2, .trailingText),
            ("\"a\"\"b\"", 3, .trailingText),
            ("[1]x", 3, .trailingText), ("null,", 4, .trailingText), ("1]", 1, .trailingText),
            ("nullx", 4, .trailingText),
            ("truefalse", 4, .trailingText), ("{}#", 2, .trailingText),
            ("[]/**/", 2, .trailingText), ("{}//", 2, .trailingText),
            // Words.
            ("nul", 3, .endOfText), ("tru", 3, .endOfText), ("fals", 4, .endOfText),
            ("n", 1, .endOfText), ("nulk", 3, .valueExpected),
            ("True", 0, .valueExpected), ("TRUE", 0, .valueExpected), ("FALSE", 0, .valueExpected),
            ("Null", 0, .valueExpected),
            ("None", 0, .valueExpected), ("undefined", 0, .valueExpected),
            ("NaN", 0, .valueExpected), ("Infinity", 0, .valueExpected),
            ("yes", 0, .valueExpected), ("tRue", 1, .valueExpected), ("a", 0, .valueExpected),
            ("'a'", 0, .valueExpected), ("*", 0, .valueExpected),
            ("<null>", 0, .valueExpected), ("#", 0, .valueExpected), ("/**/1", 0, .valueExpected),
            ("// a\n1", 0, .valueExpected), ("(1)", 0, .valueExpected),
            ("é", 0, .valueExpected), ("\u{A0}1", 0, .valueExpected),
            ("\u{0B}1", 0, .valueExpected), ("\u{0C}[]", 0, .valueExpected),
            ("\u{2060}[]", 0, .valueExpected),
            ("\0", 0, .valueExpected), ("[\0]", 1, .valueExpected),
            ("\u{FEFF}{}", 0, .byteOrderMark), ("\u{FEFF}", 0, .byteOrderMark),
            (",", 0, .valueExpected), (":", 0, .valueExpected),
            ("]", 0, .valueExpected), ("}", 0, .valueExpected),
            // Lists.
            ("[", 1, .endOfText), ("[1", 2, .endOfText), ("[1,", 3, .endOfText),
            ("[,", 1, .valueExpected), ("[,1]", 1, .valueExpected), ("[1,]", 3, .valueExpected),
            ("[1,,2]", 3, .valueExpected), ("[,]", 1, .valueExpected), ("[1,,]", 3, .valueExpected),
            ("[1 2]", 3, .listNotContinued), ("[1 true]", 3, .listNotContinued),
            ("[\"a\" \"b\"]", 5, .listNotContinued), ("[1:2]", 2, .listNotContinued),
            ("[1;2]", 2, .listNotContinued), ("[1}", 2, .listNotContinued),
            ("[}", 1, .valueExpected), ("[\"a\":1]", 4, .listNotContinued), ("[[1]", 4, .endOfText),
            ("[[[[", 4, .endOfText), ("[{}", 3, .endOfText), ("[1\n", 3, .endOfText),
            ("[(1)]", 1, .valueExpected), ("[<1>]", 1, .valueExpected), ("[a]", 1, .valueExpected),
            ("[*]", 1, .valueExpected), ("[1]]", 3, .trailingText),
            ("[\"a\",\n4\n,1", 10, .endOfText),
            ("[\u{0B}1]", 1, .valueExpected), ("[\"a\"\u{0C}]", 4, .listNotContinued),
            ("[nul]", 4, .valueExpected), ("[1é]", 2, .listNotContinued),
            // Objects.
            ("{", 1, .endOfText), ("{\"", 2, .endOfText), ("{\"a\"", 4, .endOfText),
            ("{\"a\":", 5, .endOfText), ("{\"a\":1", 6, .endOfText), ("{\"a\":1,", 7, .endOfText),
            ("{,}", 1, .nameExpected), ("{,\"a\":1}", 1, .nameExpected),
            ("{\"a\":1,}", 7, .nameExpected), ("{\"a\":1,,\"b\":2}", 7, .nameExpected),
            ("{\"a\":1,,}", 7, .nameExpected),
            ("{a:1}", 1, .nameExpected), ("{'a':1}", 1, .nameExpected), ("{1:1}", 1, .nameExpected),
            ("{null:1}", 1, .nameExpected), ("{[]:1}", 1, .nameExpected),
            ("{:1}", 1, .nameExpected),
            ("{\"a\":1,b:2}", 7, .nameExpected), ("{\"a\" 1}", 5, .colonExpected),
            ("{\"a\",1}", 4, .colonExpected), ("{\"a\"=1}", 4, .colonExpected),
            ("{\"a\"::1}", 5, .valueExpected),
            ("{\"a\"}", 4, .colonExpected), ("{\"a\",\"b\":1}", 4, .colonExpected),
            ("{\"a\":}", 5, .valueExpected), ("{\"a\":,\"b\":1}", 5, .valueExpected),
            ("{\"a\":1 \"b\":2}", 7, .objectNotContinued),
            ("{\"a\":1]", 6, .objectNotContinued), ("{\"a\":\"b\":1}", 8, .objectNotContinued),
            ("{\"a\":1;}", 6, .objectNotContinued), ("{]", 1, .nameExpected),
            ("{\"a\":{}", 7, .endOfText),
            ("{\"a\":1}}", 7, .trailingText), ("{\"a\":1} x", 8, .trailingText),
            ("{\"a\":1}/**/", 7, .trailingText), ("{/*c*/\"a\":1}", 1, .nameExpected),
            ("{\"a\"/**/:1}", 4, .colonExpected),
            ("{\"a\":truth}", 8, .valueExpected), ("{\"a\":1 a}", 7, .objectNotContinued),
            ("{\"a\":'b'}", 5, .valueExpected), ("{é:1}", 1, .nameExpected),
            ("{}é", 2, .trailingText),
            // Numbers.
            ("-", 1, .endOfText), ("+1", 0, .valueExpected), ("+", 0, .valueExpected),
            (".5", 0, .valueExpected), ("-.5", 1, .badNumber), ("1.", 2, .endOfText),
            ("[1.]", 3, .badNumber),
            ("-1.", 3, .endOfText), ("[0.e1]", 3, .badNumber), ("1.e5", 2, .badNumber),
            ("01", 0, .badNumber), ("00", 0, .badNumber), ("-01", 1, .badNumber),
            ("012", 0, .badNumber), ("[-012]", 2, .badNumber), ("0012.5", 0, .badNumber),
            ("1e", 2, .endOfText), ("1e+", 3, .endOfText), ("1e-", 3, .endOfText),
            ("1E", 2, .endOfText), ("[1e]", 3, .badNumber), ("[1e+]", 4, .badNumber),
            ("1ea", 2, .badNumber), ("1e+-1", 3, .badNumber), ("1e++1", 3, .badNumber),
            ("1e1.5", 3, .trailingText), ("1.5.5", 3, .trailingText), ("1e1e1", 3, .trailingText),
            ("--1", 1, .badNumber), ("-+1", 1, .badNumber), ("- 1", 1, .badNumber),
            ("1 000", 2, .trailingText), ("1,000", 1, .trailingText), ("1_000", 1, .trailingText),
            ("0x10", 1, .trailingText), ("0b1", 1, .trailingText), ("0o7", 1, .trailingText),
            ("1f", 1, .trailingText), ("1L", 1, .trailingText), ("1-", 1, .trailingText),
            ("1+2", 1, .trailingText), ("-a", 1, .badNumber), ("-Infinity", 1, .badNumber),
            ("-NaN", 1, .badNumber),
            ("Inf", 0, .valueExpected), ("-Inf", 1, .badNumber), ("1.a", 2, .badNumber),
            ("0e", 2, .endOfText), ("0.1.2", 3, .trailingText), ("0e+-1", 3, .badNumber),
            ("1\u{FF11}", 1, .trailingText), ("\u{FF11}", 0, .valueExpected),
            ("9.e+", 2, .badNumber), ("2.e3", 2, .badNumber), ("0.3e", 4, .endOfText),
            ("0.3e+", 5, .endOfText), ("1.0e-", 5, .endOfText), ("1eE2", 2, .badNumber),
            // Texts.
            ("\"", 1, .endOfText), ("\"a", 2, .endOfText), ("\"a\\", 3, .endOfText),
            ("\"\\\"", 3, .endOfText), ("\"\\u", 3, .endOfText), ("\"\\u00", 5, .endOfText),
            ("\"\\u004", 6, .endOfText), ("\"\\u0041", 7, .endOfText),
            ("\"\\a\"", 1, .badEscape), ("\"\\x41\"", 1, .badEscape), ("\"\\'\"", 1, .badEscape),
            ("\"\\0\"", 1, .badEscape), ("\"\\v\"", 1, .badEscape), ("\"\\U0041\"", 1, .badEscape),
            ("\"\\ \"", 1, .badEscape), ("\"\\\n\"", 1, .badEscape), ("\"\\é\"", 1, .badEscape),
            ("\"\\N\"", 1, .badEscape), ("\"\\\0\"", 1, .badEscape), ("\"a\\😀\"", 2, .badEscape),
            ("\"\\u\"", 3, .badEscape), ("\"\\u00G0\"", 5, .badEscape),
            ("\"\\u 041\"", 3, .badEscape), ("\"\\u004\"", 6, .badEscape),
            ("\"\\u+041\"", 3, .badEscape), ("\"\\u{41}\"", 3, .badEscape),
            ("\"\\u-041\"", 3, .badEscape), ("\"\\u00é9\"", 5, .badEscape),
            ("\"a\nb\"", 2, .controlCharacter), ("\"\t\"", 1, .controlCharacter),
            ("\"\r\"", 1, .controlCharacter), ("\"\0\"", 1, .controlCharacter),
            ("\"\u{1F}\"", 1, .controlCharacter), ("\"\u{01}\"", 1, .controlCharacter),
            ("\"\\n\n\"", 3, .controlCharacter), ("{\"a\nb\":1}", 3, .controlCharacter),
            ("[\"a\n", 3, .controlCharacter),
            ("a\"", 0, .valueExpected), ("\\u0041", 0, .valueExpected),
            ("\\\"a\"", 0, .valueExpected), ("[\\n]", 1, .valueExpected),
            ("“a”", 0, .valueExpected), ("\"a\" b", 4, .trailingText),
            ("['a\"]", 1, .valueExpected),
        ] as [(String, Int, JSONError.What)])
    func `a text that breaks a rule is refused`(text: String, offset: Int, what: JSONError.What) {
        #expect(throws: JSONError(offset: offset, what: what)) { try read(text) }
    }

    /// Where RFC 8259 leaves the choice: numbers of any size are kept as written.
    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "100000000000000000000",
        "-123123123123123123123123123123",
        "1e400", "-1e400", "1e-400", "123.456e78", "-1e+9999", "1.5e+9999",
        "0.4e00669999999999999999999999999999999999",
        "123123e100000", "123e-10000000", "0.1234567890123456789012345678901234567890",
        "-0.000000000000000000000000000000000000000000000000000000000000000000000000000001",
    ])
    func `a number that does not fit is kept as written`(text: String) throws {
        #expect(try read(text) == .decimal(text))
        #expect(try read("[\(text)]").description == "[\(text)]")
    }

    /// Where RFC 8259 leaves the choice: half of a surrogate pair is refused.
    @Test(arguments: [
        (#""\uD800""#, 1), (#""\uDFFF""#, 1), (#""\uDADA""#, 1), (#""\uD800\uD800""#, 1),
        (#""\uD800a""#, 1), (#""\uD800\n""#, 1),
        (#""\uDd1e\uD834""#, 1), (#""\uD83D\u0041""#, 1), (#""ab\uD83D""#, 3),
        (#""\uD800\uD800\uDC00""#, 1), (#"{"\uDC00":1}"#, 2),
        (#""\uD83D \uDE00""#, 1), (#""\uD83D\\uDE00""#, 1), (#""\uDE00\uD83D""#, 1),
    ])
    func `half of a surrogate pair is refused`(text: String, offset: Int) {
        #expect(throws: JSONError(offset: offset, what: .loneSurrogate)) { try read(text) }
    }

    /// Where RFC 8259 leaves the choice: what is not UTF-8 is refused.
    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0], [0xC3], [0xE9], [0xFF], [0xFE], [0xC0, 0xAF], [0xC1, 0xBF],
            [0xE0, 0x80, 0xAF], [0xE0, 0xFF], [0xE2, 0x82],
            [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF],
            [0xC3, 0xA9, 0x80], [0xF0, 0x9F, 0x98], [0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError(offset: 1, what: .invalidUTF8)) {
            try JSONReader.read([quote] + bytes + [quote])
        }
        #expect(throws: JSONError(offset: 1, what: .invalidUTF8)) {
            try JSONReader.read([quote] + bytes + Array(#"\n"#.utf8) + [quote])
        }
        #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
        #expect(throws: JSONError.self) { try JSONReader.read([UInt8(ascii: "[")] + bytes) }
    }

    @Test func `UTF-16 is refused`() {
        let littleEndian = "[1]".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let bigEndian = "[1]".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [
            littleEndian, bigEndian, [0xFF, 0xFE] + littleEndian, [0xFE, 0xFF] + bigEndian,
        ] {
            #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
        }
    }

    @Test func `of a repeated name the last value counts, in the first place`() throws {
        #expect(try read(#"{"a":1,"b":2,"a":3}"#).description == #"{"a":3,"b":2}"#)
        #expect(try read(#"{"a":1,"a":1}"#).description == #"{"a":1}"#)
        #expect(try read(#"{"a":{"x":1},"\u0061":{"y":2}}"#).description == #"{"a":{"y":2}}"#)
    }

    @Test func `of a repeated name in a large object the last value counts`() throws {
        let names = (0..<100).map { "n\($0)" }
        let text =
            "{" + (names + names).enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",")
            + "}"
        let members = try read(text).members
        #expect(members.map(\.name) == names)
        #expect(members.map(\.value) == (100..<200).map { .integer($0) })
    }

    @Test func `two spellings of one character are two names`() throws {
        #expect(try read("{\"\u{E9}\":1,\"e\u{301}\":2}").members.count == 2)
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")])
    func `nesting is read down to its limit and refused below`(open: String, close: String) throws {
        let levels = open.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        let fitting = JSONReader.depthMax / levels
        func text(_ count: Int) -> String {
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        #expect(try read(text(fitting)).description == text(fitting))
        #expect { try read(text(fitting + 1)) } throws: { ($0 as? JSONError)?.what == .tooDeep }
    }

    @Test func `a hundred thousand brackets are refused, not survived by luck`() {
        let error = JSONError(offset: JSONReader.depthMax, what: .tooDeep)
        #expect(throws: error) { try read(String(repeating: "[", count: 100_000)) }
    }

    @Test func `lists next to each other do not count as nested`() throws {
        let text = "[" + Array(repeating: "[]", count: 1000).joined(separator: ",") + "]"
        #expect(try read(text).description == text)
    }

    private func read(_ text: String) throws -> JSON {
        try JSONReader.read(Array(text.utf8))
    }
}
