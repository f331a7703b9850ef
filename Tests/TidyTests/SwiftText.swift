/// A Swift source taken apart into what the compiler reads and what is in quotes.
///
/// Comments belong to neither. Regex literals are not known: the project has none.
struct SwiftText {
    /// A string literal.
    struct Literal: Equatable {
        /// Its characters; an interpolation is one byte 0.
        var bytes: [UInt8] = []
        /// The line, from 1 on, in which each of them stands.
        var lines: [Int] = []
    }

    /// The source, line by line, with blanks for comments and for what is in quotes.
    let code: [String]
    /// The literals, in the order in which they end.
    let literals: [Literal]

    init(_ text: String) {
        var reader = Reader(text)
        reader.readCode(until: nil)
        code = reader.code.split(separator: 10, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        literals = reader.literals
    }
}

/// One pass over the bytes of a source.
private struct Reader {
    private let source: [UInt8]
    private var at = 0
    private var line = 1
    var code: [UInt8] = []
    var literals: [SwiftText.Literal] = []

    init(_ text: String) {
        source = Array(text.utf8)
    }

    /// Reads code up to the closing parenthesis of an interpolation, or to the end.
    mutating func readCode(until end: UInt8?) {
        var depth = 0
        while let byte = peek() {
            if starts("//") {
                blank { $0.peek() == UInt8(ascii: "\n") }
            } else if starts("/*") {
                readComment()
            } else if let hashes = hashesBeforeQuote() {
                readLiteral(hashes: hashes)
            } else if byte == UInt8(ascii: "`") {
                keep()
                while let next = peek(), next != byte { keep() }
                keep()
            } else {
                if byte == end, depth == 0 { return keep() }
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                keep()
            }
        }
    }

    private mutating func readComment() {
        var depth = 0
        repeat {
            if starts("/*") { depth += 1 }
            if starts("*/") { depth -= 1 }
            if starts("/*") || starts("*/") { drop() }
            drop()
        } while depth > 0 && peek() != nil
    }

    private mutating func readLiteral(hashes: Int) {
        for _ in 0..<hashes { keep() }
        let isMultiline = starts("\"\"\"")
        let quotes = isMultiline ? "\"\"\"" : "\""
        let end = quotes + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        for _ in quotes.utf8 { keep() }
        var literal = SwiftText.Literal()
        while let byte = peek(), !starts(end), isMultiline || byte != UInt8(ascii: "\n") {
            if starts(escape) {
                for _ in escape.utf8 { drop() }
                readEscaped(into: &literal)
            } else {
                take(into: &literal)
            }
        }
        for _ in end.utf8 where peek() != nil { keep() }
        literals.append(literal)
    }

    private mutating func readEscaped(into literal: inout SwiftText.Literal) {
        switch peek() {
        case UInt8(ascii: "("):
            literal.bytes.append(0)
            literal.lines.append(line)
            keep()
            readCode(until: UInt8(ascii: ")"))
        case UInt8(ascii: "\n"):
            while let blank = peek(), [9, 10, 32].contains(blank) { drop() }
        default:
            take(into: &literal)
        }
    }

    private mutating func take(into literal: inout SwiftText.Literal) {
        guard let byte = peek() else { return }
        literal.bytes.append(byte)
        literal.lines.append(line)
        drop()
    }

    // MARK: Bytes

    private func peek() -> UInt8? {
        at < source.count ? source[at] : nil
    }

    private func starts(_ text: String) -> Bool {
        source[at...].starts(with: text.utf8)
    }

    /// How many `#` stand before a quote that begins here; nil where none begins.
    private func hashesBeforeQuote() -> Int? {
        let hashes = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = at + hashes
        return quote < source.count && source[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    /// Passes a byte on as code.
    private mutating func keep() {
        guard let byte = peek() else { return }
        code.append(byte)
        if byte == UInt8(ascii: "\n") { line += 1 }
        at += 1
    }

    /// Passes a byte over, with a blank in its place so that lines and columns stay.
    private mutating func drop() {
        guard let byte = peek() else { return }
        code.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        if byte == UInt8(ascii: "\n") { line += 1 }
        at += 1
    }

    private mutating func blank(until isEnd: (Reader) -> Bool) {
        while peek() != nil, !isEnd(self) { drop() }
    }
}
