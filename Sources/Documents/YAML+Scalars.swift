import Wire

extension JSON {
    /// What a plain word of YAML means: the core schema of YAML 1.2.
    ///
    /// - Throws: ``YAMLError`` for a number that JSON does not have, or that would not keep its
    ///   sign or its zeros.
    init(plain text: String, at place: YAML.Place) throws(YAMLError) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = try JSON(plainNumber: text, at: place) ?? .string(text)
        }
    }

    private init?(plainNumber text: String, at place: YAML.Place) throws(YAMLError) {
        if let number = try? JSONReader.read(Array(text.utf8)), number.isNumber {
            self = number
        } else if let integer = Int64(prefixed: text) {
            self = .integer(integer)
        } else if NumberShape.isNumber(text) {
            let words = "\(text) is no number as JSON has them: put it in quotes if it is text"
            throw YAMLError(place: place, words: words)
        } else {
            return nil
        }
    }

    private var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        default: false
        }
    }
}

extension Int64 {
    /// `0x1F` and `0o17`.
    fileprivate init?(prefixed text: String) {
        let digits = text.dropFirst(2)
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-")
        else { return nil }
        switch text.prefix(2) {
        case "0x": self.init(digits, radix: 16)
        case "0o": self.init(digits, radix: 8)
        default: return nil
        }
    }
}

/// The numbers that YAML has and JSON has not: `+5`, `007`, `.5`, `5.`, `.inf`, `.nan`.
private enum NumberShape {
    static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if isNamed(Substring(rest)) { return true }
        let integer = digits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard integer + fraction > 0 else { return false }
        return rest.isEmpty || isExponent(rest)
    }

    private static func isNamed(_ text: Substring) -> Bool {
        [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(text)
    }

    private static func isExponent(_ text: Substring.UTF8View) -> Bool {
        guard let letter = text.first, letter | 0x20 == UInt8(ascii: "e") else { return false }
        var rest = text.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        return digits(&rest) > 0 && rest.isEmpty
    }

    /// Takes the digits in front and counts them.
    private static func digits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        rest = rest.dropFirst(digits.count)
        return digits.count
    }
}
