import SmartCollect
import Wire

/// Schemas in the words of JSON Schema 2020-12.
enum Schema {
    static let anything: JSON = [:]
    static let text: JSON = ["type": "string"]
    static let flag: JSON = ["type": "boolean"]
    static let integer: JSON = ["type": "integer"]
    static let null: JSON = ["type": "null"]
    static let paise: JSON = ["type": "integer", "minimum": 0, "description": "Paise."]
    static let time: JSON = ["type": "integer", "description": "UNIX seconds."]
    static let ifsc: JSON = ["type": "string", "pattern": "^[A-Z]{4}0[A-Z0-9]{6}$"]

    /// A text of so many characters.
    static func text(_ lengths: ClosedRange<Int64>, pattern: String? = nil) -> JSON {
        var members =
            text.members + [
                JSON.Member(name: "minLength", value: .integer(lengths.lowerBound)),
                JSON.Member(name: "maxLength", value: .integer(lengths.upperBound)),
            ]
        if let pattern { members.append(JSON.Member(name: "pattern", value: .string(pattern))) }
        return .object(members)
    }

    /// An integer between two bounds, both included.
    static func integer(_ range: ClosedRange<Int64>) -> JSON {
        [
            "type": "integer", "minimum": .integer(range.lowerBound),
            "maximum": .integer(range.upperBound),
        ]
    }

    /// An id as it is answered: a prefix and fourteen characters.
    static func id(_ prefix: String) -> JSON {
        ["type": "string", "pattern": "^\(prefix)[0-9A-Za-z]{14}$"]
    }

    /// An id as it is asked for: the prefix may be left out.
    static func asked(_ prefix: String) -> JSON {
        guard !prefix.isEmpty else { return id("") }
        return ["type": "string", "pattern": "^(\(prefix))?[0-9A-Za-z]{14}$"]
    }

    /// One value and no other.
    static func only(_ value: JSON) -> JSON {
        ["const": value]
    }

    /// One of several texts.
    static func one(of texts: [String]) -> JSON {
        ["type": "string", "enum": .list(texts.map(JSON.string))]
    }

    /// The name of one of the cases of a type, as it stands on the line.
    static func one<Choice>(of type: Choice.Type) -> JSON
    where Choice: RawRepresentable<String> & CaseIterable {
        one(of: Choice.allCases.map { snakeCase($0.rawValue) })
    }

    static func list(of item: JSON) -> JSON {
        ["type": "array", "items": item]
    }

    static func either(_ schemas: JSON...) -> JSON {
        ["anyOf": .list(schemas)]
    }

    static func optional(_ schema: JSON) -> JSON {
        either(schema, null)
    }

    /// A schema that the document names.
    static func named(_ name: String) -> JSON {
        ["$ref": "#/components/schemas/\(name)"]
    }

    /// An object with these members and no others; all of them are there but the optional ones.
    static func object(
        _ members: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:]
    ) -> JSON {
        object(members: self.members(members), optional: self.members(optional))
    }

    /// The same, put together from pieces.
    static func object(members: [JSON.Member], optional others: [JSON.Member] = []) -> JSON {
        var schema = [
            JSON.Member(name: "type", value: "object"),
            JSON.Member(name: "properties", value: .object(members + others)),
            JSON.Member(name: "additionalProperties", value: false),
        ]
        if !members.isEmpty {
            let names = JSON.list(members.map { .string($0.name) })
            schema.append(JSON.Member(name: "required", value: names))
        }
        return .object(schema)
    }

    /// Members as they are written down.
    static func members(_ pairs: KeyValuePairs<String, JSON>) -> [JSON.Member] {
        pairs.map { JSON.Member(name: $0.key, value: $0.value) }
    }

    /// A page of a list.
    static func collection(of item: String) -> JSON {
        object([
            "entity": only("collection"),
            "count": integer(0...1_000_000),
            "items": list(of: named(item)),
        ])
    }
}
