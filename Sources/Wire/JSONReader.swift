/// Reads JSON as RFC 8259 defines it, and nothing more lenient.
///
/// Where the standard leaves the choice to the reader:
/// - of a repeated name the last value counts, in the place of the first;
/// - numbers of any size are read: those that do not fit 64 bits are kept as written;
/// - an escape that is half of a surrogate pair is refused, and so are a byte order mark, bytes
///   that are not UTF-8, and more than ``depthMax`` lists and objects inside each other.
public struct JSONReader {
    /// How many lists and objects may stand inside each other.
    public static let depthMax = 128

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a text that is one JSON value, with nothing but white space around it.
    ///
    /// - Throws: ``JSONError`` at the first byte that cannot stand where it does.
    public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        var reader = JSONReader(bytes)
        guard bytes.first != 0xEF || !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw reader.error(.byteOrderMark)
        }
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error(.trailingText) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch try current() {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return try nested { reader throws(JSONError) in .object(try reader.members()) }
        case UInt8(ascii: "["):
            return try nested { reader throws(JSONError) in .list(try reader.items()) }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "t"):
            return try word("true", .bool(true))
        case UInt8(ascii: "f"):
            return try word("false", .bool(false))
        case UInt8(ascii: "n"):
            return try word("null", .null)
        default:
            throw error(.valueExpected)
        }
    }

    // MARK: Lists and objects

    private mutating func nested(
        _ content: (inout JSONReader) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        guard depth < Self.depthMax else { throw error(.tooDeep) }
        depth += 1
        position += 1
        let value = try content(&self)
        depth -= 1
        return value
    }

    private mutating func items() throws(JSONError) -> [JSON] {
        var items: [JSON] = []
        skipSpace()
        if skip(UInt8(ascii: "]")) { return items }
        while true {
            items.append(try value())
            skipSpace()
            if skip(UInt8(ascii: "]")) { return items }
            guard skip(UInt8(ascii: ",")) else { throw expected(.listNotContinued) }
        }
    }

    private mutating func members() throws(JSONError) -> [JSON.Member] {
        var members: [JSON.Member] = []
        skipSpace()
        if skip(UInt8(ascii: "}")) { return members }
        members.reserveCapacity(8)
        while true {
            members.append(try member())
            skipSpace()
            if skip(UInt8(ascii: "}")) { break }
            guard skip(UInt8(ascii: ",")) else { throw expected(.objectNotContinued) }
        }
        members.keepLastOfEachName()
        return members
    }

    private mutating func member() throws(JSONError) -> JSON.Member {
        skipSpace()
        guard try current() == UInt8(ascii: "\"") else { throw error(.nameExpected) }
        let name = try string()
        skipSpace()
        guard skip(UInt8(ascii: ":")) else { throw expected(.colonExpected) }
        return JSON.Member(name: name, value: try value())
    }

    // MARK: Words and numbers

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        for byte in word.utf8 {
            guard skip(byte) else { throw expected(.valueExpected) }
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        let isNegative = skip(UInt8(ascii: "-"))
        let integer = try integerPart(isNegative: isNegative)
        let hasFraction = skip(UInt8(ascii: "."))
        if hasFraction { try digits() }
        let hasExponent = skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E"))
        if hasExponent {
            _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
            try digits()
        }
        let isNegativeZero = isNegative && integer == 0
        if let integer, !hasFraction, !hasExponent, !isNegativeZero { return .integer(integer) }
        return .decimal(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// The digits in front of a point; nil when they are more than 64 bits hold.
    ///
    /// Counts downwards when negative: the lowest integer has no positive twin.
    private mutating func integerPart(isNegative: Bool) throws(JSONError) -> Int64? {
        let first = position
        let sign: Int64 = isNegative ? -1 : 1
        var integer: Int64 = 0
        var fits = true
        while let digit = digit() {
            let (tens, overflow) = integer.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(sign * Int64(digit))
            if overflow || overflow2 { fits = false }
            integer = sum
        }
        guard position > first else { throw expected(.badNumber) }
        guard position == first + 1 || bytes[first] != UInt8(ascii: "0") else {
            throw JSONError(offset: first, what: .badNumber)
        }
        return fits ? integer : nil
    }

    private mutating func digits() throws(JSONError) {
        guard digit() != nil else { throw expected(.badNumber) }
        while digit() != nil {}
    }

    private mutating func digit() -> UInt8? {
        guard position < bytes.count else { return nil }
        let value = bytes[position] &- UInt8(ascii: "0")
        guard value < 10 else { return nil }
        position += 1
        return value
    }

    // MARK: Texts

    /// A text in quotes; most have no escape and are copied whole.
    private mutating func string() throws(JSONError) -> String {
        let start = position + 1
        let plain = plainText(from: start)
        position = plain.end
        guard try current() == UInt8(ascii: "\"") else { return try escapedString(from: start) }
        defer { position += 1 }
        return try text(of: bytes[start..<position], isASCII: plain.isASCII)
    }

    /// The same for a text that has been read up to something that does not stand for itself.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var decoded = bytes[start..<position]
        while true {
            switch try current() {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return try text(of: decoded, isASCII: false)
            case UInt8(ascii: "\\"):
                try escape(into: &decoded)
            default:
                throw error(.controlCharacter)
            }
            let plain = plainText(from: position)
            decoded.append(contentsOf: bytes[position..<plain.end])
            position = plain.end
        }
    }

    /// The end of the bytes that stand for themselves, and whether all of them are ASCII.
    private func plainText(from start: Int) -> (end: Int, isASCII: Bool) {
        let bytes = bytes.span
        var end = start
        var seen: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            seen |= byte
            end += 1
        }
        return (end, seen < 0x80)
    }

    private func text(of slice: ArraySlice<UInt8>, isASCII: Bool) throws(JSONError) -> String {
        if isASCII { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSONError(offset: slice.startIndex, what: .invalidUTF8)
        }
        return text
    }

    private mutating func escape(into decoded: inout ArraySlice<UInt8>) throws(JSONError) {
        let start = position
        position += 1
        let letter = try current()
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            decoded.append(contentsOf: UTF8.encode(try scalar(from: start)) ?? .init())
        default: throw JSONError(offset: start, what: .badEscape)
        }
    }

    /// The character of `\uXXXX`, or of two of them that form a surrogate pair.
    private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try fourHexDigits()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
            throw JSONError(offset: start, what: .loneSurrogate)
        }
        let trail = try fourHexDigits()
        guard UTF16.isTrailSurrogate(trail) else {
            throw JSONError(offset: start, what: .loneSurrogate)
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = try current().hexDigit else { throw error(.badEscape) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    // MARK: Bytes

    private func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.endOfText) }
        return bytes[position]
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isJSONSpace { position += 1 }
    }

    private func error(_ what: JSONError.What) -> JSONError {
        JSONError(offset: position, what: what)
    }

    /// The same, for something that is missing: at the end of the text that is the news.
    private func expected(_ what: JSONError.What) -> JSONError {
        error(position < bytes.count ? what : .endOfText)
    }
}

extension UInt8 {
    /// Whether the byte is white space to JSON: a space, a tab or a line break.
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    /// What the byte is worth as a hexadecimal digit in ASCII; nil when it is none.
    var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
