/// Writes compact JSON into a buffer of bytes.
///
/// `/` is not escaped. Whatever is the same in every answer is written as one ``literal(_:)``:
///
///     writer.literal(#"{"id":"#)
///     writer.string(id)
///     writer.literal(#","entity":"customer","name":"#)
///     writer.string(name)
public struct JSONWriter: ~Copyable {
    private var buffer: ByteBuffer
    private let escapesNonASCII: Bool

    /// An empty buffer.
    ///
    /// - Parameters:
    ///   - capacity: how many bytes to make room for at once.
    ///   - escapesNonASCII: whether characters outside ASCII are written as `\u` escapes, so that
    ///     the bytes are the same in every charset; otherwise they are written in UTF-8.
    public init(reserving capacity: Int = 1024, escapesNonASCII: Bool = false) {
        self.escapesNonASCII = escapesNonASCII
        buffer = ByteBuffer(reserving: capacity)
    }

    /// What has been written so far.
    public var bytes: [UInt8] { buffer.bytes }

    /// The byte written last; nil when there is none.
    var last: UInt8? { buffer.last }

    /// Empties the buffer and keeps its room, to write the next text.
    public mutating func clear() {
        buffer.clear()
    }

    /// Writes a piece that is JSON already.
    @inline(__always)
    public mutating func literal(_ text: StaticString) {
        buffer.append(text)
    }

    /// Writes a piece that is known to be JSON, or that needs no escape within quotes.
    mutating func verbatim(_ text: String) {
        buffer.append(text)
    }

    /// Writes a text in quotes, escaped where JSON asks for it.
    public mutating func string(_ text: String) {
        if !buffer.appendQuoted(text, highest: escapesNonASCII ? 0x7F : 0xFF) {
            appendEscaped(text)
        }
    }

    /// Writes a text, or `null` for nil.
    public mutating func string(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        buffer.append(decimal: value)
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
        case .decimal(let text): verbatim(text)
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
                    for byte in scalar.utf8 { buffer.append(byte) }
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
                buffer.append(Self.hexDigits[Int(digit)])
            }
        }
    }
}
