import Wire

/// A text that is JSON, read with its places.
///
/// JSON is YAML, but libyaml does not take all of it: it refuses surrogate pairs and tabs.
struct JSONText {
    private let bytes: [UInt8]
    private var position = 0
    /// The place of a byte that has been passed, from which that of the next is counted.
    private var passed = (position: 0, place: YAML.Place.start)

    /// Why a text is not JSON; nil when it is.
    static func error(in text: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONReader.read(text)
            return nil
        } catch {
            return error
        }
    }

    /// Whether a text that is neither JSON nor YAML was meant to be JSON: it begins like it, and
    /// the error is not merely that a word stands where YAML would take one.
    static func isMeant(_ text: [UInt8], error: JSONError) -> Bool {
        let start = text.first { !$0.isWhiteSpace }
        let isBracket = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
        return isBracket && error.what != .nameExpected && error.what != .valueExpected
    }

    /// Reads a text that is JSON.
    ///
    /// - Throws: ``YAMLError`` for a repeated name, which a reader of JSON would let pass.
    static func read(_ text: [UInt8]) throws(YAMLError) -> YAML {
        var scanner = JSONText(bytes: text)
        return YAML(try scanner.node())
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A value; what stands where needs no check, for the reader has made it.
    private mutating func node() throws(YAMLError) -> YAMLNode {
        skipSpace()
        let start = position
        let place = place()
        switch bytes[position] {
        case UInt8(ascii: "["): return try list(at: place)
        case UInt8(ascii: "{"): return try object(at: place)
        case UInt8(ascii: "\""): skipText()
        default: skipWord()
        }
        return YAMLNode(value: value(from: start), places: Places(value: place))
    }

    private mutating func list(at place: YAML.Place) throws(YAMLError) -> YAMLNode {
        var items: [YAMLNode] = []
        while !ends(with: UInt8(ascii: "]")) { items.append(try node()) }
        return YAMLNode(list: items, at: place)
    }

    private mutating func object(at place: YAML.Place) throws(YAMLError) -> YAMLNode {
        var members = YAMLMembers()
        while !ends(with: UInt8(ascii: "}")) {
            let start = position
            let place = self.place()
            skipText()
            try members.begin(value(from: start).asText ?? "", at: place)
            skipSpace()
            position += 1  // The colon.
            members.end(try node())
        }
        return YAMLNode(object: members, at: place)
    }

    /// Steps over an opening bracket or a comma, and over the closing bracket if it follows.
    private mutating func ends(with closing: UInt8) -> Bool {
        skipSpace()
        if bytes[position] != closing { position += 1 }
        skipSpace()
        guard bytes[position] == closing else { return false }
        position += 1
        return true
    }

    private mutating func skipText() {
        position += 1
        while bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
    }

    private mutating func skipWord() {
        while position < bytes.count, !bytes[position].endsWord { position += 1 }
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isWhiteSpace { position += 1 }
    }

    private mutating func place() -> YAML.Place {
        for byte in bytes[passed.position..<position] { passed.place.pass(byte) }
        passed.position = position
        return passed.place
    }

    private func value(from start: Int) -> JSON {
        (try? JSONReader.read(Array(bytes[start..<position]))) ?? .null
    }
}

extension UInt8 {
    fileprivate var isWhiteSpace: Bool {
        self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
    }

    fileprivate var endsWord: Bool {
        isWhiteSpace || self == UInt8(ascii: ",") || self == UInt8(ascii: "]")
            || self == UInt8(ascii: "}")
    }
}
