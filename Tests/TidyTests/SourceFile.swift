/// A text file of the project, and what the rules want to know of it.
struct SourceFile: Sendable {
    /// From the root of the project, such as `Sources/Wire/JSON.swift`.
    let path: String
    let lines: [String]
    /// The words of the code, line by line, each with an `@` that stands before it.
    let words: [[String]]
    /// The code, line by line, without comments and without what is in quotes.
    let code: [String]
    let literals: [SwiftText.Literal]

    init(path: String, text: String) {
        self.path = path
        lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        let swift = path.hasSuffix(".swift") ? SwiftText(text) : nil
        code = swift?.code ?? []
        literals = swift?.literals ?? []
        words = code.map(\.words)
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The target whose source it is, such as `Wire`; nil for tests and everything else.
    var target: String? {
        let parts = path.split(separator: "/")
        return isSwift && parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// The modules imported, each with its line.
    var imports: [(line: Int, module: String)] {
        words.enumerated().compactMap { index, words in
            guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count
            else { return nil }
            return (index + 1, words[keyword + 1])
        }
    }
}

extension String {
    /// The words of a line: letters, digits and `_`, each with an `@` that stands before it.
    var words: [String] {
        utf8.split { !isWordByte($0) && $0 != UInt8(ascii: "@") }.map { String(Substring($0)) }
    }
}

func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        true
    default: false
    }
}
