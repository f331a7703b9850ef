import Documents
import Testing
import Wire

struct YAMLTests {
    private static let seed = """
        # A merchant with one account.
        merchants:
          - id: acc_ACMECORP000001
            billing_label: Acme Corp      # shown as the name
            enabled: true
            fee: {rate: 1.5, cap: 1000}
            customers: []
            virtual_accounts:
              - id: "va_DlGmm7jInLudH9"
                account_number: '1112220061746877'
                description: >-
                  Raftar
                  Soft
                closed_at: ~
        clock:
          now: 1681615838
        """

    @Test func `a seed is read in its order`() throws {
        let text =
            #"{"merchants":[{"id":"acc_ACMECORP000001","billing_label":"Acme Corp","enabled":true,"#
            + #""fee":{"rate":1.5,"cap":1000},"customers":[],"virtual_accounts":["#
            + #"{"id":"va_DlGmm7jInLudH9","account_number":"1112220061746877","#
            + #""description":"Raftar Soft","closed_at":null}]}],"clock":{"now":1681615838}}"#
        #expect(try read(Self.seed).value.description == text)
    }

    @Test(
        arguments: [
            ([], 2, 1), ([.name("merchants")], 3, 3), ([.name("merchants"), .index(0)], 3, 5),
            ([.name("merchants"), .index(0), .name("billing_label")], 4, 20),
            ([.name("merchants"), .index(0), .name("fee")], 6, 10),
            ([.name("merchants"), .index(0), .name("fee"), .name("cap")], 6, 27),
            (
                [
                    .name("merchants"), .index(0), .name("virtual_accounts"), .index(0),
                    .name("description"),
                ], 11, 22
            ),
            ([.name("clock"), .name("now")], 16, 8),
            // A path that leads nowhere ends at the last value on it.
            ([.name("clock"), .name("speed")], 16, 3),
            ([.name("merchants"), .index(7), .name("id")], 3, 3), ([.index(0)], 2, 1),
        ] as [([YAML.Step], Int, Int)])
    func `every value has its place`(path: [YAML.Step], line: Int, column: Int) throws {
        #expect(try read(Self.seed).place(of: path) == YAML.Place(line: line, column: column))
    }

    @Test(
        arguments: [
            ([.name("merchants")], 2, 1), ([.name("merchants"), .index(0), .name("id")], 3, 5),
            ([.name("merchants"), .index(0), .name("billing_label")], 4, 5),
            ([.name("merchants"), .index(0), .name("fee"), .name("cap")], 6, 22),
            ([.name("clock")], 15, 1), ([.name("clock"), .name("now")], 16, 3),
            // Where there is no name, the value.
            ([], 2, 1), ([.name("merchants"), .index(0)], 3, 5),
            ([.name("clock"), .name("speed")], 16, 3),
            ([.name("clock"), .name("now"), .name("zone")], 16, 8),
        ] as [([YAML.Step], Int, Int)])
    func `every name has its place`(path: [YAML.Step], line: Int, column: Int) throws {
        #expect(try read(Self.seed).place(ofName: path) == YAML.Place(line: line, column: column))
    }

    @Test func `columns are counted in characters, also behind a byte order mark`() throws {
        let file = try read("\u{FEFF}{अनीता: 1, b: 2}")
        #expect(file.place(of: []) == .start)
        #expect(file.place(ofName: [.name("b")]) == YAML.Place(line: 1, column: 12))
        let json = try read("\u{FEFF}{\"अनीता\": 1, \"b\": 2}")
        #expect(json.place(ofName: [.name("b")]) == YAML.Place(line: 1, column: 14))
    }

    @Test(
        arguments: [
            ("", nil), ("~", nil), ("null", nil), ("Null", nil), ("NULL", nil), ("true", true),
            ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
            ("0", 0), ("5", 5), ("-5", -5), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("222333009908986012", 222_333_009_908_986_012), ("0x1F", 31), ("0o17", 15),
            ("9223372036854775808", .decimal("9223372036854775808")), ("1.5", .decimal("1.5")),
            ("1e3", .decimal("1e3")), ("-0", .decimal("-0")), ("1.0", .decimal("1.0")),
            ("1234E56", .decimal("1234E56")),
            ("text", "text"), ("two words", "two words"), ("yes", "yes"), ("no", "no"),
            ("on", "on"), ("Off", "Off"), ("y", "y"), ("nULL", "nULL"), ("tRUE", "tRUE"),
            ("None", "None"), ("nan", "nan"), ("inf", "inf"), ("Infinity", "Infinity"),
            ("1_000", "1_000"), ("1,000", "1,000"), ("12:30:45", "12:30:45"),
            ("2024-01-01", "2024-01-01"), ("0b11", "0b11"), ("0x", "0x"), ("0xG", "0xG"),
            ("0x-1", "0x-1"), ("0o8", "0o8"), ("1.2.3", "1.2.3"), ("1e", "1e"), ("1e+", "1e+"),
            (".", "."), ("..", ".."), ("-", nil), ("--1", "--1"), ("+", "+"), ("1 2", "1 2"),
            ("5m", "5m"), ("e5", "e5"), ("<<", "<<"), ("=", "="),
            ("UTIB0000013", "UTIB0000013"), ("gaurav.kumar@example", "gaurav.kumar@example"),
            ("अनीता", "अनीता"), ("₹5", "₹5"),
            ("'5'", "5"), ("\"5\"", "5"), ("'true'", "true"), ("'~'", "~"), ("''", ""),
            ("\"\"", ""), ("'007'", "007"), ("\"+919000090000\"", "+919000090000"),
            ("\"a\\nb\\u20b9\\x41\"", "a\nb₹A"), ("'it''s'", "it's"), ("'null'", "null"),
            ("'.nan'", ".nan"),
            ("|\n  5\n", "5\n"), (">-\n  null", "null"),
        ] as [(String, JSON)])
    func `a word means what the core schema says`(word: String, value: JSON) throws {
        let text = word == "-" ? "a: [~]" : "a: \(word)"
        #expect(try read(text).value == ["a": word == "-" ? [nil] : value])
    }

    @Test(arguments: [
        "+5", "007", "00", "-01", "+919000090000", "0123456789012345", ".5", "5.", "+.5", "-.5e3",
        "01.5", "1.e3", "01e2", ".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN",
    ])
    func `a number that would not be kept is refused`(word: String) {
        let error = YAMLError(
            place: YAML.Place(line: 2, column: 6),
            words: "\(word) is no number as JSON has them: put it in quotes if it is text")
        #expect(throws: error) { try read("a:\n  b: \(word)") }
        #expect(throws: Never.self) { try read("a:\n  b: '\(word)'\n  \(word): c") }
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3", 3, 1, #"the name "a" stands here twice"#),
        ("- a: 1\n  \"a\": 2", 2, 3, #"the name "a" stands here twice"#),
        ("{a: 1, a: 2}", 1, 8, #"the name "a" stands here twice"#),
        ("a: &x 1", 1, 4, "anchors are not supported"),
        ("a: &x [1]\nb: *x", 1, 4, "anchors are not supported"),
        ("&x {a: 1}", 1, 1, "anchors are not supported"),
        ("a: *x", 1, 4, "aliases are not supported"), ("*x : 1", 1, 1, "aliases are not supported"),
        ("a: !!str 5", 1, 4, "tags are not supported: use quotes for text"),
        ("a: ! 5", 1, 4, "tags are not supported: use quotes for text"),
        ("!!map {a: 1}", 1, 1, "tags are not supported: use quotes for text"),
        ("- !x [1]", 1, 3, "tags are not supported: use quotes for text"),
        ("[a]: 1", 1, 1, "a name must be text"), ("{a: 1}: 2", 1, 1, "a name must be text"),
        ("? [a]\n: 1", 1, 3, "a name must be text"),
        ("a: 1\n---\nb: 2", 2, 1, "a file holds one document only"),
        ("--- 1\n--- 2\n", 2, 1, "a file holds one document only"),
    ])
    func `what a seed has no use for is refused with its place`(
        text: String, line: Int, column: Int, words: String
    ) {
        #expect(throws: YAMLError(place: YAML.Place(line: line, column: column), words: words)) {
            try read(text)
        }
    }

    @Test(arguments: [
        ("a: [1, 2\nb: 3", 2), ("a: 1\n b: 2", 2), ("a: \"open", 1), ("a: 'open\nb: 1", 2),
        ("a:\n\t- 1", 2), ("a: b: c", 1), ("- a\nb: 1", 2), ("a: 1\n}", 2), ("a: @b", 1),
        ("a: `b", 1), ("%TAG\n---\na: 1", 1), ("a: \"\\q\"", 1), ("a: \"\\ud83d\"", 1),
        ("a: 1\nb\nc: 2", 3),
        ("a: \u{01}", 1), ("x: 1\na: \u{7F}", 2), ("a: 1\n\0", 2),
    ])
    func `what is no YAML is refused with its line`(text: String, line: Int) {
        #expect { try read(text) } throws: { ($0 as? YAMLError)?.place.line == line }
    }

    @Test func `bytes that are no text are refused with their place`() {
        let error = YAMLError(
            place: YAML.Place(line: 2, column: 4), words: "invalid leading UTF-8 octet")
        #expect(throws: error) { try YAML.read(Array("a: 1\nb: ".utf8) + [0xFF]) }
        #expect(throws: YAMLError.self) { try YAML.read([0xFF, 0xFE, 0x61, 0x00]) }
        #expect(throws: YAMLError.self) { try YAML.read([0xFE, 0xFF, 0x00, 0x61]) }
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "--- ~\n...\n", "null", "\u{FEFF}"])
    func `a file that says nothing is null`(text: String) throws {
        #expect(try read(text).value == .null)
    }

    @Test func `long nesting is refused, short nesting read`() throws {
        func brackets(_ count: Int) -> String {
            String(repeating: "[", count: count) + "~" + String(repeating: "]", count: count)
        }
        func dashes(_ count: Int) -> String { String(repeating: "- ", count: count) + "x" }
        for text in [brackets, dashes] {
            #expect(throws: Never.self) { try read(text(YAML.depthMax)) }
            #expect { try read(text(YAML.depthMax + 1)) } throws: { error in
                guard let error = error as? YAMLError else { return false }
                return error.words == JSONError.What.tooDeep.rawValue
                    && error.place.column > YAML.depthMax
            }
        }
        #expect(throws: YAMLError.self) { try read(String(repeating: "[", count: 100_000)) }
        #expect(throws: YAMLError.self) { try read(String(repeating: "{a: ", count: 20_000)) }
    }

    @Test func `a file above the size limit is refused`() {
        let error = YAMLError(
            place: .start, words: "the file is larger than \(YAML.bytesMax) bytes")
        #expect(throws: error) { try YAML.read(Array(repeating: 0x20, count: YAML.bytesMax + 1)) }
    }

    // MARK: JSON

    @Test func `what JSON allows and libyaml does not is read`() throws {
        let longName = String(repeating: "n", count: 2000)
        let lines = [
            "{", "\t\"a\": \"\\ud83d\\ude00\",", "\t\"\(longName)\" : [ ] ,",
            "\t\"\\u0062\\/\":\t{\"c\":[1,2.50]}", "}",
        ]
        let file = try read(lines.joined(separator: "\n"))
        #expect(
            file.value == [
                "a": "😀", longName: [],
                "b/": ["c": [1, .decimal("2.50")]],
            ])
        #expect(file.place(ofName: [.name("a")]) == YAML.Place(line: 2, column: 2))
        #expect(file.place(of: [.name("a")]) == YAML.Place(line: 2, column: 7))
        #expect(file.place(of: [.name(longName)]) == YAML.Place(line: 3, column: 2007))
        #expect(
            file.place(of: [.name("b/"), .name("c"), .index(1)]) == YAML.Place(line: 4, column: 22))
    }

    @Test(arguments: [
        "{}", "[]", "[[],[[]],{}]", "5", "\"a\"", "null",
        "{\"a\":1,\"b\":[true,false,null,-1.5e3,\"x y\"]}",
        """
        {
          "merchants": [
            {"id": "acc_1", "notes": {"flat no": "105", "q": "\\"\\\\"}},
            {"id": "अनीता"}
          ],
          "clock": {"now": 1}
        }

        """,
        "[ 1 , 2 ,\n3 ]", "{ \"a\" : { \"b\" : { } } , \"c\" : [ ] }",
    ])
    func `JSON has the same value and places as the YAML it is`(text: String) throws {
        let json = try read(text)
        let yaml = try read(text + " # which only YAML allows")
        #expect(json.value == yaml.value)
        for path in paths(in: json.value) {
            #expect(json.place(of: path) == yaml.place(of: path))
            #expect(json.place(ofName: path) == yaml.place(ofName: path))
        }
    }

    @Test(arguments: [
        ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, JSONError.What.objectNotContinued.rawValue),
        ("{\"a\": \"₹\", \"b\": 01}", 1, 17, JSONError.What.badNumber.rawValue),
        ("[\n1,\n2", 3, 2, JSONError.What.endOfText.rawValue),
        ("{\"a\": \"\\ud83d\"}", 1, 8, JSONError.What.loneSurrogate.rawValue),
        ("{\"a\": 1,\n \"a\": 2}", 2, 2, #"the name "a" stands here twice"#),
        ("[{\"b\": {\"c\": 1, \"\\u0063\": 2}}]", 1, 17, #"the name "c" stands here twice"#),
    ])
    func `an error in a JSON file has its place`(
        text: String, line: Int, column: Int, words: String
    ) {
        #expect(throws: YAMLError(place: YAML.Place(line: line, column: column), words: words)) {
            try read(text)
        }
    }

    @Test func `YAML that begins like JSON is read, and its errors are YAML's`() throws {
        #expect(try read("{a: 1, 'b': [x, y,],}").value == ["a": 1, "b": ["x", "y"]])
        #expect(
            throws: YAMLError(
                place: YAML.Place(line: 1, column: 8), words: "aliases are not supported")
        ) { try read("{a: 1, *b : 2}") }
    }

    @Test func `an error says its place and its words`() {
        let error = YAMLError(place: YAML.Place(line: 3, column: 5), words: "a name must be text")
        #expect(error.description == "line 3, column 5: a name must be text")
        #expect(YAML.Place(line: 2, column: 9) < YAML.Place(line: 3, column: 1))
        #expect(YAML.Place(line: 3, column: 1) < YAML.Place(line: 3, column: 2))
    }

    // MARK: Bytes at random

    @Test(arguments: 0..<6)
    func `changed bytes never trap, and what is read can be written`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let documents = [
            Self.seed, "{\"a\": [1, {\"b\": \"\\u0041\"}], \"c\": null}",
            "a: |\n  x\n  y\nb: >-\n  z\n? k\n: [1, *x, &y 2, !!str 3]\n--- 5\n",
        ]
        for _ in 0..<400 {
            let bytes = dice.mutated(Array(documents[dice.roll(documents.count)].utf8))
            guard let file = try? YAML.read(bytes) else { continue }
            let again = try YAML.read(file.value.bytes)
            #expect(again.value == file.value)
            for path in paths(in: file.value) { #expect(file.place(of: path) >= .start) }
        }
    }

    private func read(_ text: String) throws -> YAML {
        try YAML.read(Array(text.utf8))
    }

    private func paths(in value: JSON) -> [[YAML.Step]] {
        switch value {
        case .list(let items):
            [[]]
                + items.enumerated().flatMap { index, item in
                    paths(in: item).map { [.index(index)] + $0 }
                }
        case .object(let members):
            [[]]
                + members.flatMap { member in
                    paths(in: member.value).map { [.name(member.name)] + $0 }
                }
        default: [[]]
        }
    }
}

/// Numbers that look random and are the same for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }

    mutating func roll(_ sides: Int) -> Int {
        Int.random(in: 0..<sides, using: &self)
    }

    /// One to three bytes replaced, put in or taken out.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        let syntax = Array("{}[]\"':,-?&*!|>#%@`\n\t \\~0159.xe\u{FF}".utf8)
        var bytes = bytes
        for _ in 0...roll(3) {
            let place = roll(bytes.count)
            switch roll(3) {
            case 0: bytes[place] = syntax[roll(syntax.count)]
            case 1: bytes.insert(syntax[roll(syntax.count)], at: place)
            default: bytes.remove(at: place)
            }
        }
        return bytes
    }
}
