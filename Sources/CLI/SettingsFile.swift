import ArgumentParser
import Documents
import Wire

/// A file of settings: `smartcollect.yaml` of the folder that the program is started in, or the
/// one that was named.
struct SettingsFile {
    let path: String
    private let content: YAML

    private static let usualPath = "smartcollect.yaml"

    /// The file that was named, or the usual one where it is there.
    static func find(_ named: String?) throws -> SettingsFile? {
        let path = named ?? usualPath
        switch File.read(path) {
        case .bytes(let bytes): return try SettingsFile(path, bytes)
        case .absent where named == nil: return nil
        case .absent: throw ValidationError("There is no file \(path) to read settings from.")
        case .failure(let reason): throw ValidationError("\(path) cannot be read: \(reason).")
        }
    }

    private init(_ path: String, _ bytes: [UInt8]) throws {
        self.path = path
        do {
            content = try YAML.read(bytes)
        } catch {
            throw ValidationError("\(path), \(error).")
        }
    }

    /// What it sets, each with its place.
    ///
    /// - Throws: `ValidationError` at the place of what is no setting, or no value of one.
    func settings() throws -> [Setting: Settings.Chosen] {
        guard content.value != .null else { return [:] }
        guard let members = content.value.asObject else {
            throw error(at: .start, "a file of settings has a name and a value on each line")
        }
        var settings: [Setting: Settings.Chosen] = [:]
        for member in members {
            let place = content.place(ofName: [.name(member.name)])
            guard let setting = Setting.allCases.first(where: { $0.name == member.name }),
                setting != .config
            else {
                throw error(
                    at: place,
                    "there is no setting \(member.name); `smartcollect config` lists them")
            }
            let texts = try self.texts(setting, member.value)
            if !texts.isEmpty {
                settings[setting] = .init(texts: texts, origin: .file(path, place))
            }
        }
        return settings
    }

    private func texts(_ setting: Setting, _ value: JSON) throws -> [String] {
        if setting.isList, case .list(let items) = value {
            return try items.flatMap { try texts(setting, $0) }
        }
        switch value {
        case .null: return []
        case .bool(let isOn) where setting.isSwitch: return ["\(isOn)"]
        case .string(let text): return [text]
        case .integer(let number): return ["\(number)"]
        default:
            throw error(
                at: content.place(of: [.name(setting.name)]),
                "\(setting.name) takes \(setting.isSwitch ? "true or false" : "text or a number")")
        }
    }

    private func error(at place: YAML.Place, _ words: String) -> ValidationError {
        ValidationError("\(path), \(place): \(words).")
    }
}
