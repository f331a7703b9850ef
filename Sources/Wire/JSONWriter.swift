/// Writes compact JSON into a buffer of bytes.
///
/// `/` is not escaped. Whatever is the same in every answer is written as one ``literal(_:)``:
///
///     writer.literal(#"{"id":"#)
///     writer.string(id)
///     writer.literal(#","entity":"customer","name":"#)
///     writer.string(name)
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    private let escapesNonASCII: Bool

    /// An empty buffer.
    ///
    /// - Parameters:
    ///   - capacity: how many bytes to make room for at once.
    ///   - escapesNonASCII: whether characters outside ASCII are written as `\u` escapes, so that
    ///     the bytes are the same in every charset; otherwise they are written in UTF-8.
    public init(reserving capacity: Int = 1024, escapesNonASCII: Bool = false) {
        self.escapesNonASCII = escapesNonASCII
        bytes.reserveCapacity(capacity)
    }

    /// Empties the buffer and keeps its room, to write the next text.
    public mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes a piece that is JSON already.
    public mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes a text in quotes, escaped where JSON asks for it.
    public mutating func string(_ text: String) {
        let start = bytes.count
        if !appendPlain(text) {
            bytes.removeSubrange(start...)
            appendEscaped(text)
        }
    }

    /// Writes a text, or `null` for nil.
    public mutating func string(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = digits.count
        var rest = value.magnitude
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        for place in first..<digits.count { bytes.append(digits[place]) }
    }

    /// Writes an integer, or `null` for nil.
    public mutating func integer(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        literal("null")
    }

    /// Writes any value, members in their order.
    public mutating func json(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .decimal(let text): literal(text)
        case .string(let text): string(text)
        case .list(let items): list(items) { writer, item in writer.json(item) }
        case .object(let members):
            object { writer in
                for member in members { writer.member(member.name, member.value) }
            }
        }
    }

    // MARK: Escapes

    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Writes a text that needs no escape, looking and copying at once.
    ///
    /// - Returns: false where the text needs one; what was written is then a part of it only.
    private mutating func appendPlain(_ text: String) -> Bool {
        let utf8 = text.utf8.span
        let highest: UInt8 = escapesNonASCII ? 0x7F : 0xFF
        var isWhole = false
        bytes.append(addingCapacity: utf8.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            for index in utf8.indices {
                let byte = utf8[index]
                guard Self.isPlain(byte), byte <= highest else { return }
                output.append(byte)
            }
            output.append(UInt8(ascii: "\""))
            isWhole = true
        }
        return isWhole
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ text: String) {
        literal("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal(#"\""#)
            case "\\": literal(#"\\"#)
            case "\u{08}": literal(#"\b"#)
            case "\u{0C}": literal(#"\f"#)
            case "\n": literal(#"\n"#)
            case "\r": literal(#"\r"#)
            case "\t": literal(#"\t"#)
            case "\0"..."\u{1F}": appendUnits(of: scalar)
            default:
                if escapesNonASCII && !scalar.isASCII {
                    appendUnits(of: scalar)
                } else {
                    bytes.append(contentsOf: scalar.utf8)
                }
            }
        }
        literal("\"")
    }

    /// Writes `\uXXXX`, twice for a character that needs a surrogate pair.
    private mutating func appendUnits(of scalar: Unicode.Scalar) {
        for unit in scalar.utf16 {
            literal(#"\u"#)
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 0xF
                bytes.append(Self.hexDigits[Int(digit)])
            }
        }
    }
}
