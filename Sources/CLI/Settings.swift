import ArgumentParser
public import Documents
import Wire

/// What holds: a flag before the environment, that before the file, the file before the default.
public struct Settings {
    /// Who has said it.
    public enum Origin: CustomStringConvertible, Equatable {
        /// A flag.
        case flag(Setting)
        /// The flag's twin in the environment.
        case environment(Setting)
        /// A place of a file.
        case file(String, YAML.Place)
        /// Nobody, so that the default holds.
        case absent

        /// Who it is, in words.
        public var description: String {
            switch self {
            case .flag(let setting): setting.flag
            case .environment(let setting): setting.variable
            case .file(let path, let place): "\(path), \(place)"
            case .absent: "default"
            }
        }
    }

    /// One setting's texts, and who gave them.
    public struct Chosen {
        /// What was given, several texts only where the setting is a list.
        public let texts: [String]
        /// Who has given it.
        public let origin: Origin
    }

    private var chosen: [Setting: Chosen] = [:]
    /// The file that was read; nil for none.
    public private(set) var file: String?

    /// What the flags say.
    public init(flags: [Setting: [String]]) {
        for (setting, texts) in flags where !texts.isEmpty {
            chosen[setting] = Chosen(texts: texts, origin: .flag(setting))
        }
    }

    /// This, and for the rest what the environment and the file say.
    ///
    /// - Throws: `ValidationError` for a file that cannot be read or says what nobody understands.
    public func completed() throws -> Settings {
        var all = self
        for setting in Setting.allCases where all.chosen[setting] == nil {
            guard let text = Environment.value(setting.rawValue), !text.isEmpty else { continue }
            let texts = setting.isList ? text.split(separator: ",").map(String.init) : [text]
            all.chosen[setting] = Chosen(texts: texts, origin: .environment(setting))
        }
        guard let found = try SettingsFile.find(all.given(.config)) else { return all }
        all.file = found.path
        all.chosen.merge(try found.settings()) { earlier, _ in earlier }
        return all
    }

    /// What holds of a setting: the default where nobody says.
    public subscript(setting: Setting) -> Chosen {
        chosen[setting] ?? Chosen(texts: setting.absent.map { [$0] } ?? [], origin: .absent)
    }

    /// The one text of a setting; nil when nobody says.
    public func given(_ setting: Setting) -> String? { chosen[setting]?.texts.first }

    // MARK: Values

    /// What a setting is; nil when nobody says.
    ///
    /// - Throws: `ValidationError` that says who has given a value that cannot be.
    public func value<Value: LosslessStringConvertible>(_ setting: Setting) throws -> Value? {
        let values: [Value] = try values(setting)
        return values.last
    }

    /// What a setting is that may be given more than once.
    ///
    /// - Throws: `ValidationError` that says who has given a value that cannot be.
    public func values<Value: LosslessStringConvertible>(_ setting: Setting) throws -> [Value] {
        guard let chosen = chosen[setting] else { return [] }
        return try chosen.texts.map { text in
            // A flag's text is empty on purpose; a file's is forgotten.
            let isMissing = text.isEmpty && chosen.origin != .flag(setting)
            guard !isMissing, let value = Value(text) else {
                throw complaint(isMissing ? nil : text, setting, chosen.origin)
            }
            return value
        }
    }

    /// What is wrong with a text, in the words that ArgumentParser has for it.
    private func complaint(
        _ text: String?, _ setting: Setting, _ origin: Origin
    ) -> ValidationError {
        let flag = "\(setting.flag) <\(setting.rawValue)>"
        let fact =
            text.map { "The value '\($0)' is invalid for '\(flag)'" + setting.proposal }
            ?? "Missing value for '\(flag)'"
        guard case .flag = origin else { return ValidationError("\(origin): \(fact)") }
        return ValidationError("\(fact)\nHelp:  \(flag)  \(setting.words)")
    }

    /// Whether a switch is on.
    ///
    /// - Throws: `ValidationError` that says who has given what is neither true nor false.
    public func isOn(_ setting: Setting) throws -> Bool {
        guard let chosen = chosen[setting] else { return false }
        guard let isOn = JSON.string(chosen.texts.first ?? "").asFlag else {
            throw ValidationError("\(chosen.origin): \(setting.name) is true or false.")
        }
        return isOn
    }
}
