import Testing

/// Each rule finds what breaks it, and nothing else.
struct RuleTests {
    /// A file as it could be, with the lines that a rule has to find in it.
    struct Sample: Sendable, CustomTestStringConvertible {
        let rule: Rule
        let path: String
        let text: String
        let lines: [Int]

        var testDescription: String { "\(rule.testDescription) in \(path)" }

        init(_ rule: Rule, _ path: String, finds lines: [Int], in text: String) {
            self.rule = rule
            self.path = path
            self.text = text
            self.lines = lines
        }
    }

    @Test(arguments: borders + wording + form)
    func `a rule finds its offenders`(_ sample: Sample) {
        let file = SourceFile(path: sample.path, text: sample.text)
        #expect(
            sample.rule.offenders(in: [file]) == sample.lines.map { "\(sample.path):\($0)" })
    }

    @Test func `no rule is without a sample that breaks it`() {
        let broken = (Self.borders + Self.wording + Self.form).filter { !$0.lines.isEmpty }
        #expect(
            Set(broken.map(\.rule.testDescription))
                == Set(TidyTests.rules.map(\.testDescription)))
    }

    private static let borders = [
        Sample(
            .imports, "Sources/Wire/New.swift", finds: [2, 3],
            in: "import SmartCollect\nimport Storage\npublic import Glibc\n// import SQLite"),
        Sample(.imports, "Sources/SmartCollect/New.swift", finds: [1], in: "import Wire"),
        Sample(.imports, "Sources/Storage/New.swift", finds: [1], in: "@testable import HTTP"),
        Sample(.imports, "Sources/API/New.swift", finds: [1], in: "import struct SQLite.Row"),
        Sample(.imports, "Sources/Unheard/New.swift", finds: [1], in: "let one = 1"),
        Sample(
            .imports, "Sources/Program/New.swift", finds: [], in: "import Glibc\nimport Logging"),
        Sample(.imports, "Sources/Verbs/New.swift", finds: [1], in: "import Storage"),
        Sample(.imports, "Tests/WireTests/New.swift", finds: [], in: "import Testing"),
        Sample(
            .foundation, "Sources/CLI/New.swift", finds: [1, 2],
            in: "import Foundation\nimport FoundationEssentials\nlet text = \"Foundation\""),
        Sample(
            .unsafe, "Sources/API/New.swift", finds: [1, 2, 3, 4, 5, 6, 7],
            in: """
                let value = unsafe call()
                @safe struct Box {}
                let box: Unmanaged<Box>
                var handle: OpaquePointer?
                let call: @convention(c) () -> Void
                let bytes: UnsafeRawBufferPointer
                import CSQLite
                let fine = "unsafe" // unsafe OpaquePointer
                """),
        Sample(.unsafe, "Sources/Simulator/Bank.swift", finds: [1], in: "import CYAML"),
        Sample(.unsafe, "Sources/Documents/YAML.swift", finds: [], in: "import CYAML\nunsafe go()"),
        Sample(.unsafe, "Sources/SQLite/New.swift", finds: [], in: "import CSQLite\nunsafe go()"),
        Sample(.unsafe, "Sources/Webhooks/New.swift", finds: [], in: "import Crypto"),
        Sample(
            .threads, "Sources/API/New.swift", finds: [1, 2, 4],
            in: """
                Task { await tell() }
                actor Journal {}
                let task = "Task" // async
                pthread_create(&thread, nil, work, nil)
                """),
        Sample(.threads, "Tests/APITests/New.swift", finds: [], in: "await answer()"),
        Sample(
            .prints, "Sources/API/New.swift", finds: [1, 3],
            in: "print(\"here\")\nlet fingerprint = \"print\"\n    debugPrint(fingerprint)"),
        Sample(.prints, "Sources/CLI/New.swift", finds: [], in: "print(\"here\")"),
    ]

    private static let wording = [
        Sample(
            .sql, "Sources/Simulator/New.swift", finds: [1, 3, 5],
            in: #"""
                let one = "SELECT id FROM payment"
                let two = """
                    UPDATE payment
                    SET amount = 1
                    """, three = "create table payment (id)"
                // SELECT id FROM payment
                let fine = "SELECT it, or UPDATES from" + "OFFSET"
                """#),
        Sample(.sql, "Sources/SQLite/New.swift", finds: [1], in: #"let sql = "DELETE FROM item""#),
        Sample(.sql, "Sources/Storage/New.swift", finds: [], in: #"let sql = "DELETE FROM item""#),
        Sample(
            .transactions, "Sources/API/New.swift", finds: [1, 2, 3],
            in: #"""
                run("PRAGMA user_version")
                run("BEGIN IMMEDIATE")
                run("COMMIT")
                let fine = "-----BEGIN CERTIFICATE-----" + "BEGINNING" + "we COMMIT to it"
                """#),
        Sample(.transactions, "Sources/SQLite/New.swift", finds: [], in: #"run("PRAGMA x")"#),
        Sample(
            .vendorWording([" is not a valid id", "Amount cannot be blank."]),
            "Sources/API/New.swift", finds: [1, 2],
            in: #"""
                let one = "\(id) is not a valid id"
                let two = "Amount cannot be \
                blank."
                /// Amount cannot be blank.
                """#),
        Sample(
            .vendorWording(["Amount cannot be blank."]), "Sources/Wire/New.swift", finds: [],
            in: #"let text = "Amount cannot be blank.""#),
    ]

    private static let form = [
        Sample(
            .columns, "Tests/WireTests/New.swift", finds: [2],
            in: String(repeating: "é", count: 100) + "\n" + String(repeating: "é", count: 101)),
        Sample(
            .columns, "README.md", finds: [], in: String(repeating: "a", count: 101)),
        Sample(
            .trailingBlanks, "README.md", finds: [1, 3], in: "one \ntwo\nthree\t\n\n  four"),
        Sample(
            .leftovers, "Sources/API/New.swift", finds: [1, 2, 3],
            in: "// TO" + "DO: more\nlet a = 1 // FIX" + "ME\n// XX" + "X\nlet XXXX = 1"),
        Sample(
            .force, "Tests/WireTests/New.swift", finds: [1, 2],
            in: "let a = try! b()\nlet c = a as! Int\nlet fine = \"try!\" != \"as!\""),
        Sample(
            .machinePaths, "Dockerfile", finds: [1, 2, 3],
            in: "COPY /wo" + "rk/x .\nCOPY /op" + "t/x .\nCOPY /tmp/" + "h-x .\nWORKDIR /tmp"),
        Sample(
            .documentation, "Sources/API/New.swift", finds: [6, 9, 10],
            in: """
                /// What it is, with an attribute below.
                @frozen
                public struct One {}
                // A remark is no documentation.
                @inlinable
                public init() {}
                /// Nor is what stands above a blank.

                public static let bare = 1
                @available(*, unavailable) public final class Two {}
                public import SmartCollect
                func inner() { let text = "public func" }
                """),
        Sample(
            .documentation, "Sources/API/New.swift", finds: [5, 6, 12, 25],
            in: """
                /// An enum with cases { of its own.
                public enum One: Hashable {
                    /// It says what it is.
                    case told
                    case bare
                    indirect case carrying(One)

                    var isBare: Bool {
                        switch self { // {
                        case .bare: true
                        default: false } }
                    case afterwards
                    enum Inner { case one
                        case two
                    }
                }
                enum Internal {
                    case hidden
                }
                /// An enum in one line.
                public enum Short { case one, two }
                /// An enum whose head is long.
                public indirect enum
                    Long: String {
                    case last = "{"
                }
                /// What holds a private one.
                public struct Box {
                    private enum Key {
                        case name
                    }
                }
                """),
    ]
}

/// What is code and what is in quotes.
struct SwiftTextTests {
    @Test(arguments: [
        (#"let a = "b" // "c""#, ["b"]),
        (#""a\"b" + "c""#, [#"a"b"#, "c"]),
        (##"#"a\"# + #"b"c"#"##, [#"a\"#, #"b"c"#]),
        (#""a\(f("b", (1)))c""#, ["b", "a\0c"]),
        ("\"\"\"\n  a \"b\"\n  c \\\n  d\n  \"\"\"", ["\n  a \"b\"\n  c d\n  "]),
        ("func `say \"a\"`() { \"b\" }", ["b"]),
        ("/* \"a\" /* \"b\" */ \"c\" */ \"d\"", ["d"]),
        ("#expect(\"a\" == #\"b\"#)", ["a", "b"]),
        ("\"never closed\nlet a = \"b\"", ["never closed", "b"]),
    ])
    func `literals`(_ source: String, _ expected: [String]) {
        let literals = SwiftText(source).literals.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(literals == expected)
    }

    @Test func `code keeps its lines and columns`() {
        let text = SwiftText("a /* b\nc */ d \"e\\(f)\" // g\nh")
        #expect(text.code == ["a     ", "     d \"  (f)\"     ", "h"])
    }

    @Test func `a literal knows its lines`() {
        let text = SwiftText("\n\"\"\"\na\nb\\\nc\n\"\"\"")
        #expect(text.literals.first?.lines == [2, 3, 3, 4, 5, 5])
    }
}

/// What the list of endpoints says of errors.
struct EndpointPhrasesTests {
    @Test func `what is left open is cut out, and what is short is left out`() {
        let phrases = Rule.phrases(
            inEndpoints: #"""
                [{"description": "{id without va_} is not a valid id", "when": "an id is unknown"},
                {"description": null, "reason": "some other reason"}, {"description": "Sorry"},
                {"name": "description", "in": "the body of it"},
                {"description":"At least {n} of \"them\" are needed here"}]
                """#)
        #expect(phrases == [" is not a valid id", " of \"them\" are needed here"])
    }
}
