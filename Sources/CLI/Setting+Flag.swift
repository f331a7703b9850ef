import ArgumentParser

// What ArgumentParser is told of a setting comes from the table.

extension Setting {
    fileprivate var argument: ArgumentHelp {
        let shown = isSwitch || isSecret ? nil : absent
        return ArgumentHelp(stringLiteral: help + (shown.map { " (default: \($0))" } ?? ""))
    }
}

extension Option {
    /// The flag of a setting.
    init<Text: ExpressibleByArgument>(_ setting: Setting) where Value == Text? {
        self.init(name: .customLong(setting.rawValue), help: setting.argument)
    }

    /// The flag of a setting that may be given more than once.
    init<Text: ExpressibleByArgument>(wrappedValue: [Text], _ setting: Setting)
    where Value == [Text] {
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
