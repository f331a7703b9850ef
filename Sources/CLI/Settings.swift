import ArgumentParser
import Simulator
import Wire

/// What holds: a flag before the environment, that before the file, the file before the default.
struct Settings {
    /// Who has said it.
    enum Origin: CustomStringConvertible, Equatable {
        case flag(Setting)
        case environment(Setting)
        case file(String, YAML.Place)
        case absent

        var description: String {
            switch self {
            case .flag(let setting): setting.flag
            case .environment(let setting): setting.variable
            case .file(let path, let place): "\(path), \(place)"
            case .absent: "default"
            }
        }
    }

    /// One setting's texts, and who gave them.
    struct Chosen {
        let texts: [String]
        let origin: Origin
    }

    private var chosen: [Setting: Chosen] = [:]
    /// The file that was read; nil for none.
    let file: String?

    /// What the flags say, and for the rest the environment and the file.
    ///
    /// - Throws: `ValidationError` for a file that cannot be read or says what nobody understands.
    init(flags: [Setting: [String]]) throws {
        for setting in Setting.allCases {
            if let texts = flags[setting], !texts.isEmpty {
                chosen[setting] = Chosen(texts: texts, origin: .flag(setting))
            } else if let text = Environment.value(setting.rawValue), !text.isEmpty {
                let texts = setting.isList ? text.split(separator: ",").map(String.init) : [text]
                chosen[setting] = Chosen(texts: texts, origin: .environment(setting))
            }
        }
        guard let found = try SettingsFile.find(chosen[.config]?.texts.first) else {
            file = nil
            return
        }
        file = found.path
        chosen.merge(try found.settings()) { earlier, _ in earlier }
    }

    subscript(setting: Setting) -> Chosen {
        chosen[setting] ?? Chosen(texts: setting.absent.map { [$0] } ?? [], origin: .absent)
    }

    /// The one text of a setting; nil when nobody says.
    func given(_ setting: Setting) -> String? { chosen[setting]?.texts.first }

    /// What of it concerns `serve`, read as its flags are.
    ///
    /// - Throws: `ValidationError` that names who has given a value that cannot be.
    func serveFlags() throws -> ServeFlags {
        let given = try ServeFlags.settings.compactMap { setting in
            try chosen[setting].map { (origin: $0.origin, texts: try arguments(setting, $0)) }
        }
        do {
            return try ServeFlags.parse(given.flatMap(\.texts))
        } catch {
            throw given.lazy.compactMap(complaint).first ?? error
        }
    }

    /// What is wrong with a value, and who has given it; nil for nothing.
    private func complaint(_ given: (origin: Origin, texts: [String])) -> (any Error)? {
        do {
            _ = try ServeFlags.parse(given.texts)
            return nil
        } catch {
            return ValidationError("\(given.origin): \(ServeFlags.message(for: error))")
        }
    }

    /// Whether the environment or the file says anything.
    var saysMoreThanFlags: Bool {
        chosen.values.contains { chosen in
            if case .flag = chosen.origin { false } else { true }
        }
    }

    private func arguments(_ setting: Setting, _ chosen: Chosen) throws -> [String] {
        guard setting.isSwitch else { return chosen.texts.map { "\(setting.flag)=\($0)" } }
        guard let isOn = JSON.string(chosen.texts.first ?? "").asFlag else {
            throw ValidationError("\(chosen.origin): \(setting.name) is true or false.")
        }
        return isOn ? [setting.flag] : []
    }
}
