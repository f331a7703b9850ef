import Documents
import Wire

/// A way into a value: `$.receivers[0].account_number`, or `$` for all of it.
struct JSONPath: Sendable {
    private let steps: [YAML.Step]

    /// Reads a path; nil for a text that is none.
    init?(_ text: String) {
        guard text.first == "$" else { return nil }
        var steps: [YAML.Step] = []
        var rest = text.dropFirst()
        while let mark = rest.popFirst() {
            switch mark {
            case ".":
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { return nil }
                steps.append(.name(String(name)))
                rest = rest[name.endIndex...]
            case "[":
                let digits = rest.prefix { $0 != "]" }
                guard let index = Int(digits), index >= 0, digits.endIndex < rest.endIndex
                else { return nil }
                steps.append(.index(index))
                rest = rest[digits.endIndex...].dropFirst()
            default: return nil
            }
        }
        self.steps = steps
    }

    /// What the path leads to; nil when it leads nowhere.
    func value(in root: JSON) -> JSON? {
        steps.reduce(root) { value, step in
            switch step {
            case .name(let name): value?[name]
            case .index(let index): value?[index]
            }
        }
    }
}
