public import SmartCollect

extension Behaviour.Kind {
    /// The kind as it stands on the line.
    public var wire: String { snakeCase(rawValue) }

    /// The kind of a name on the line; nil for any other text.
    public init?(wire name: String?) {
        guard let kind = Self.allCases.first(where: { $0.wire == name }) else { return nil }
        self = kind
    }
}

/// A behaviour reads as it is written: `{"do":"delay","next":2,"by":"90s"}`.
extension Behaviour {
    private static let nextMax: Int64 = 1000

    /// The behaviour as a control route shows it and the store keeps it.
    public var json: JSON {
        var members = [
            JSON.Member(name: "do", value: .string(kind.wire)),
            JSON.Member(name: "next", value: .integer(next)),
        ]
        if let delay { members.append(JSON.Member(name: "by", value: .string("\(delay)s"))) }
        return .object(members)
    }

    /// The behaviour that ``json`` has kept; nil for anything else.
    public init?(kept: JSON) {
        guard let kind = Kind(wire: kept["do"]?.asText), let next = kept["next"]?.asInteger else {
            return nil
        }
        self.init(kind, next: next, delay: kept["by"].flatMap { ControlFields.seconds($0) })
    }

    /// Reads a behaviour.
    ///
    /// - Throws: ``ErrorBody`` for what is no behaviour.
    public init(reading body: JSON) throws(ErrorBody) {
        let fields = try ControlFields(body, knowing: ["do", "next", "by"])
        guard let kind = Kind(wire: try fields.text("do")) else {
            let names = Kind.allCases.map(\.wire).joined(separator: ", ")
            throw ControlFields.wrong("do", "one of \(names)")
        }
        let next = try fields.integer("next") ?? 1
        let least: Int64 = kind == .reorder ? 2 : 1
        guard (least...Behaviour.nextMax).contains(next) else {
            throw ControlFields.wrong("next", "from \(least) to \(Behaviour.nextMax)")
        }
        self.init(kind, next: next, delay: try Behaviour.delay(fields, kind))
    }

    /// What is late must say by how much; what has a double may.
    private static func delay(
        _ fields: ControlFields, _ kind: Kind
    ) throws(ErrorBody) -> Int64? {
        let delay = try fields.seconds("by")
        switch kind {
        case .delay where delay == nil:
            throw ControlFields.wrong("by", #"given for a delay, such as "90s""#)
        case .drop, .reorder, .badSignature, .oldSecret:
            guard delay == nil else { throw ControlFields.wrong("by", "left out here") }
            return nil
        case .delay, .duplicate: return delay
        }
    }
}
