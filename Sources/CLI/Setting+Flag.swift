public import ArgumentParser

// What ArgumentParser is told of a setting comes from the table.

extension Setting {
    /// The flag: what ArgumentParser finds in a command.
    public var definition: any Sendable {
        if isSwitch { return Flag(wrappedValue: false, self) }
        return isList ? Option<[String]>(wrappedValue: [], self) : Option<String?>(self)
    }

    /// What was given for the flag.
    ///
    /// - Throws: what ArgumentParser throws.
    public func texts(in flags: KeyedDecodingContainer<Setting>) throws -> [String] {
        if isSwitch {
            return try flags.decode(Flag<Bool>.self, forKey: self).wrappedValue ? ["true"] : []
        }
        if isList { return try flags.decode(Option<[String]>.self, forKey: self).wrappedValue }
        return try flags.decode(Option<String?>.self, forKey: self).wrappedValue.map { [$0] } ?? []
    }

    /// What it does, as an error says it.
    var words: String {
        let shown = isSwitch || isSecret ? nil : absent
        return help + (shown.map { " (default: \($0))" } ?? "")
    }

    /// What to give, after a value that cannot be.
    var proposal: String {
        let names = choices.map { "'\($0)'" }
        guard let last = names.last else { return "" }
        let rest = names.dropLast().joined(separator: ", ")
        return ". Please provide one of \(rest) \(names.count > 2 ? "or" : "and") \(last)."
    }

    fileprivate var argument: ArgumentHelp {
        let list = choices.isEmpty ? "" : " (values: \(choices.joined(separator: ", ")))"
        return ArgumentHelp(stringLiteral: words + list)
    }

    fileprivate var completion: CompletionKind? { choices.isEmpty ? nil : .list(choices) }
}

extension Option {
    /// The flag of a setting.
    public init(_ setting: Setting) where Value == String? {
        self.init(
            name: .customLong(setting.rawValue), help: setting.argument,
            completion: setting.completion)
    }

    /// The flag of a setting that may be given more than once.
    init(wrappedValue: [String], _ setting: Setting) where Value == [String] {
        self.init(
            wrappedValue: wrappedValue, name: .customLong(setting.rawValue),
            help: setting.argument)
    }
}

extension Flag where Value == Bool {
    /// The flag of a setting without a value.
    init(wrappedValue: Bool, _ setting: Setting) {
        self.init(
            wrappedValue: wrappedValue, name: .customLong(setting.rawValue),
            help: setting.argument)
    }
}
