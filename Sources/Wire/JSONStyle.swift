/// A way in which programs write JSON that they have read, so that the bytes change and the value
/// does not.
public struct JSONStyle: Equatable, Sendable {
    /// Who writes so, in a few words.
    public let name: String
    private var comma = ","
    private var colon = ":"
    private var indent: String?
    private var sortsNames = false
    private var escapesNonASCII = false
    private var escapesSlashes = false
    private var escapesMarkup = false

    private init(_ name: String, _ change: (inout JSONStyle) -> Void) {
        self.name = name
        change(&self)
    }

    /// The styles of widespread libraries.
    public static let common = [
        JSONStyle("compact, in UTF-8, as JSON.stringify writes it") { _ in },
        JSONStyle("compact, non-ASCII characters escaped") { $0.escapesNonASCII = true },
        JSONStyle("with spaces, as Python's json.dumps writes it") {
            ($0.comma, $0.colon, $0.escapesNonASCII) = (", ", ": ", true)
        },
        JSONStyle("with spaces, in UTF-8, as Python's json.dumps can write it") {
            ($0.comma, $0.colon) = (", ", ": ")
        },
        JSONStyle("with sorted names and spaces, as Python's json.dumps can write it") {
            ($0.comma, $0.colon, $0.escapesNonASCII, $0.sortsNames) = (", ", ": ", true, true)
        },
        JSONStyle("compact, with sorted names") { $0.sortsNames = true },
        JSONStyle("compact, with sorted names, markup escaped, as Go writes a map") {
            ($0.sortsNames, $0.escapesMarkup) = (true, true)
        },
        JSONStyle("compact, markup escaped, as Go writes it") { $0.escapesMarkup = true },
        JSONStyle("with escaped slashes, as PHP's json_encode writes it") {
            ($0.escapesSlashes, $0.escapesNonASCII) = (true, true)
        },
        JSONStyle("indented by two spaces") { ($0.colon, $0.indent) = (": ", "  ") },
        JSONStyle("indented by four spaces") { ($0.colon, $0.indent) = (": ", "    ") },
    ]

    /// A value written in this style.
    public func bytes(of value: JSON) -> [UInt8] {
        Array(text(value, "\n").utf8)
    }

    /// The text of a value at a depth where `line` begins a line.
    private func text(_ value: JSON, _ line: String) -> String {
        switch value {
        case .list(let items) where !items.isEmpty:
            return enclosed("[", items.map { text($0, line + (indent ?? "")) }, "]", line)
        case .object(let members) where !members.isEmpty:
            let members = sortsNames ? members.sorted { $0.name < $1.name } : members
            let texts = members.map {
                string($0.name) + colon + text($0.value, line + (indent ?? ""))
            }
            return enclosed("{", texts, "}", line)
        case .string(let text): return string(text)
        default: return value.description
        }
    }

    private func enclosed(
        _ open: String, _ items: [String], _ close: String, _ line: String
    ) -> String {
        guard let indent else { return open + items.joined(separator: comma) + close }
        return open + line + indent + items.joined(separator: comma + line + indent) + line + close
    }

    private func string(_ text: String) -> String {
        var writer = JSONWriter(escapesNonASCII: escapesNonASCII)
        writer.string(text)
        let written = String(decoding: writer.bytes, as: UTF8.self)
        guard escapesSlashes || escapesMarkup else { return written }
        return written.reduce(into: "") { $0 += escape($1) ?? String($1) }
    }

    private func escape(_ character: Character) -> String? {
        switch character {
        case "/" where escapesSlashes: #"\/"#
        case "<" where escapesMarkup: #"\u003c"#
        case ">" where escapesMarkup: #"\u003e"#
        case "&" where escapesMarkup: #"\u0026"#
        default: nil
        }
    }
}
