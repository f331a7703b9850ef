import Documents
import Wire

/// What a scenario has saved, by name, and how it is written into later steps: `${name}`.
struct Variables {
    private var values: [String: JSON] = [:]

    subscript(name: String) -> JSON? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// A value with every variable in its texts filled in.
    func fill(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): fill(text)
        case .list(let items): .list(items.map(fill))
        case .object(let members):
            .object(members.map { JSON.Member(name: $0.name, value: fill($0.value)) })
        default: value
        }
    }

    /// A text that is one variable becomes its value, of whatever kind; in a longer one it becomes
    /// text.
    private func fill(_ text: String) -> JSON {
        let pieces = Self.pieces(of: text)
        if case .variable(let name) = pieces.first, pieces.count == 1 {
            return values[name] ?? .null
        }
        return .string(self.text(pieces))
    }

    /// A text with its variables filled in.
    func fill(text: String) -> String {
        self.text(Self.pieces(of: text))
    }

    private func text(_ pieces: [Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .variable(let name): values[name].map { $0.asText ?? $0.description } ?? ""
            }
        }.joined()
    }

    // MARK: Before the run

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }
    }

    /// Whether a text holds a variable.
    static func areIn(_ text: String) -> Bool {
        pieces(of: text).contains { if case .variable = $0 { true } else { false } }
    }

    /// Refuses every variable that nothing has saved before.
    ///
    /// - Throws: ``YAMLError`` with the place of the text.
    static func check(_ node: YAMLNode, knowing names: [String]) throws(YAMLError) {
        if case .string(let text) = node.value {
            for case .variable(let name) in pieces(of: text) where !names.contains(name) {
                let known =
                    names.isEmpty
                    ? "nothing has been saved before"
                    : "saved so far: \(names.joined(separator: ", "))"
                throw YAMLError(place: node.place, words: "there is no ${\(name)}; \(known)")
            }
        }
        for part in node.members.map(\.node) + node.items { try check(part, knowing: names) }
    }

    // MARK: Reading

    private enum Piece {
        case text(String)
        case variable(String)
    }

    /// What is no name between the braces stays text, so that `${` may stand for itself.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let first = rest.first {
            let inside = rest.dropFirst(2).prefix { $0 != "}" }
            if rest.hasPrefix("${"), isName(inside), inside.endIndex < rest.endIndex {
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                pieces.append(.variable(String(inside)))
                rest = rest[inside.endIndex...].dropFirst()
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }
}
