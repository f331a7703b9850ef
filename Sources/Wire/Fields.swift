public import SmartCollect

/// The fields of a request: a route names those that it knows, and every other one is refused.
///
/// - Source: [D] [O] README section 3, "Unknown parameters".
public struct Fields: Sendable {
    private let members: [JSON.Member]

    /// The fields of a body or a query.
    ///
    /// - Parameters:
    ///   - body: the folded request; anything but an object has no fields.
    ///   - known: the names that the route takes.
    /// - Throws: ``Refusal/unknownParameters(_:)`` with all other names, in the order sent.
    public init(_ body: JSON, knowing known: [String]) throws(Refusal) {
        members = body.members
        guard members.allSatisfy({ known.contains($0.name) }) else {
            throw .unknownParameters(members.map(\.name).filter { !known.contains($0) })
        }
    }

    /// The value of a field; nil when it is absent or null, which mean the same.
    public subscript(name: String) -> JSON? {
        guard let value = sent(name), value != .null else { return nil }
        return value
    }

    /// The value of a field, null included; nil when it is absent.
    func sent(_ name: String) -> JSON? {
        for member in members where member.name == name { return member.value }
        return nil
    }

    /// The value of a field where a form's empty text stands for null too.
    func filled(_ name: String) -> JSON? {
        guard let value = self[name], value != .string("") else { return nil }
        return value
    }

    /// A field that is a whole number.
    ///
    /// - Throws: ``Refusal/notAnInteger(_:)``.
    func integer(_ field: Field) throws(Refusal) -> Int64? {
        guard let value = filled(field.wire) else { return nil }
        guard let integer = value.asInteger else { throw .notAnInteger(field) }
        return integer
    }

    /// A field that is text of at most so many characters.
    ///
    /// - Throws: ``Refusal/notText(_:)``, ``Refusal/tooLong(_:_:)``.
    func text(_ field: Field, lengthMax: Int) throws(Refusal) -> String? {
        guard let value = self[field.wire] else { return nil }
        guard let text = value.asText else { throw .notText(field) }
        guard text.unicodeScalars.count <= lengthMax else { throw .tooLong(field, lengthMax) }
        return text
    }

    /// The notes; nil when they are not sent.
    ///
    /// - Throws: the refusals of ``Notes``, ``Refusal/notAnObject(_:)``.
    public func notes() throws(Refusal) -> Notes? {
        guard let value = filled("notes") else { return nil }
        return try Notes(reading: value)
    }
}

extension Notes {
    /// Reads notes as they are sent: numbers and booleans become text, null becomes empty text.
    ///
    /// - Throws: ``Refusal/notAnObject(_:)`` for anything but an object or a list,
    ///   ``Refusal/noteTooLong`` for a nested value, and what the bounds of notes throw.
    /// - Source: [D] README section 7; nested values INFERRED.
    init(reading value: JSON) throws(Refusal) {
        var entries: [Entry] = []
        switch value {
        case .object(let members):
            for member in members {
                entries.append(Entry(key: member.name, value: try Notes.text(member.value)))
            }
        case .list(let items):
            for (index, item) in items.enumerated() {
                entries.append(Entry(key: String(index), value: try Notes.text(item)))
            }
        default: throw .notAnObject(.notes)
        }
        try self.init(entries)
    }

    private static func text(_ value: JSON) throws(Refusal) -> String {
        switch value {
        case .string(let text), .decimal(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null: ""
        case .list, .object: throw .noteTooLong
        }
    }
}
