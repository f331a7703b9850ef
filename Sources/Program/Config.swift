import ArgumentParser
import CLI
import Wire

/// Shows which settings hold.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show every setting that holds, and who has said so.",
        discussion: """
            Takes the flags of `serve` and shows what it would do with them: the name as it \
            stands in smartcollect.yaml, the value, and the flag, the variable or the line of the \
            file that it comes from. Secrets are not shown.
            """)

    @Flag(help: "Print it as JSON.")
    var json = false
    @OptionGroup var flags: ServeFlags

    func run() throws {
        let settings = try Settings(flags: flags.given).completed()
        _ = try ServeOptions(settings)
        let rows = Setting.allCases.map { setting in
            let chosen = settings[setting]
            let isHidden = setting.isSecret && chosen.origin != .absent
            let text = chosen.texts.isEmpty ? nil : chosen.texts.joined(separator: ",")
            return Row(
                name: setting.name, value: isHidden ? "(hidden)" : text,
                origin: chosen.origin.description)
        }
        Terminal.say(json ? Row.json(rows) : Row.table(rows))
    }

    private struct Row {
        let name: String
        let value: String?
        let origin: String

        private var shown: String { value ?? "-" }

        static func table(_ rows: [Row]) -> String {
            let name = rows.map(\.name.count).max() ?? 0
            let value = rows.map { $0.shown.count }.max() ?? 0
            return rows.map { row in
                row.name.padded(to: name) + "  " + row.shown.padded(to: value) + "  " + row.origin
            }.joined(separator: "\n")
        }

        static func json(_ rows: [Row]) -> String {
            let members = rows.map { row in
                JSON.Member(
                    name: row.name,
                    value: [
                        "value": row.value.map { .string($0) } ?? .null,
                        "origin": .string(row.origin),
                    ])
            }
            return JSON.object(members).description
        }
    }
}
