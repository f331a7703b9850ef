/// The fields of a control request, which is strict where the vendor's API is lenient: an unknown
/// field or a value of another kind is an error that says what was expected.
public struct ControlFields: Sendable {
    private let members: [JSON.Member]

    /// The fields of a body.
    ///
    /// - Throws: ``ErrorBody`` for a body that is no object, or has a field that is not known.
    public init(_ body: JSON, knowing names: [String]) throws(ErrorBody) {
        try self.init(body)
        try check(names)
    }

    private init(_ body: JSON) throws(ErrorBody) {
        guard let members = body.asObject else {
            throw .control("body_invalid", "The body must be a JSON object.")
        }
        self.members = members
    }

    /// Refuses every field that is not among the names.
    public func check(_ names: [String]) throws(ErrorBody) {
        for member in members where !names.contains(member.name) {
            throw .control(
                "unknown_field",
                "There is no field \(member.name); known are \(names.joined(separator: ", ")).",
                field: member.name)
        }
    }

    /// Whether a field is there, null included.
    public func has(_ name: String) -> Bool {
        value(name) != nil
    }

    /// Whether a field is there and null.
    public func isNull(_ name: String) -> Bool {
        if case .null? = value(name) { true } else { false }
    }

    /// A field of any kind; nil when it is absent or null.
    public subscript(name: String) -> JSON? {
        switch value(name) {
        case nil, .null?: nil
        case let value?: value
        }
    }

    /// A field that is text.
    public func text(_ name: String) throws(ErrorBody) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw ControlFields.wrong(name, "a string") }
        return text
    }

    /// A field that is text: another one when it is absent, nil when it is null.
    public func text(_ name: String, else absent: String?) throws(ErrorBody) -> String? {
        has(name) ? try text(name) : absent
    }

    /// A field that is an integer.
    public func integer(
        _ name: String, _ bounds: String = "an integer"
    ) throws(ErrorBody) -> Int64? {
        guard let value = self[name] else { return nil }
        guard case .integer(let integer) = value else { throw ControlFields.wrong(name, bounds) }
        return integer
    }

    /// A field that is true or false.
    public func flag(_ name: String) throws(ErrorBody) -> Bool? {
        guard let value = self[name] else { return nil }
        guard case .bool(let flag) = value else {
            throw ControlFields.wrong(name, "true or false")
        }
        return flag
    }

    /// A field that is an object.
    public func object(_ name: String) throws(ErrorBody) -> ControlFields? {
        guard let value = self[name] else { return nil }
        guard value.asObject != nil else { throw ControlFields.wrong(name, "an object") }
        return try ControlFields(value)
    }

    /// A field that is a duration: `"90s"`, `"15m"`, `"25h"`, `"90d"`, or whole seconds.
    public func seconds(_ name: String) throws(ErrorBody) -> Int64? {
        guard let value = self[name] else { return nil }
        guard let seconds = ControlFields.seconds(value) else {
            throw ControlFields.wrong(
                name, #"a duration such as "90s", "15m", "25h" or "90d", or whole seconds"#)
        }
        return seconds
    }

    /// A duration in seconds; nil for a value that is none.
    public static func seconds(_ value: JSON) -> Int64? {
        if case .integer(let seconds) = value {
            return (0...secondsMax).contains(seconds) ? seconds : nil
        }
        guard let text = value.asText, let unit = text.last else { return nil }
        if unit.isNumber { return seconds(.integer(Int64(text) ?? -1)) }
        let factors: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let factor = factors[unit],
            let number = Int64(text.dropLast()), number >= 0,
            number <= secondsMax / factor
        else { return nil }
        return number * factor
    }

    /// A hundred years.
    private static let secondsMax: Int64 = 3_155_760_000

    /// The refusal of a field: what it must be.
    public static func wrong(_ name: String, _ bounds: String) -> ErrorBody {
        .control("invalid_value", "\(name) must be \(bounds).", field: name)
    }

    private func value(_ name: String) -> JSON? {
        members.first { $0.name == name }?.value
    }
}
