import ArgumentParser
import CLI

/// The flags of `serve`, which the verbs that look at settings take too: whatever the table of
/// settings has, as it was given.
///
/// ArgumentParser is shown texts, which ``ServeOptions`` makes sense of. Each further type of flag
/// would make every start look through all that the program's types conform to, several times.
struct ServeFlags: ParsableArguments, CustomReflectable {
    /// What was given on the command line.
    private(set) var given: [Setting: [String]] = [:]

    /// The settings that `serve` reads.
    private static let settings = Setting.allCases.filter { ![.url, .key, .secret].contains($0) }

    private static let definitions = settings.map { ($0.rawValue, $0.definition) }

    init() {}

    init(from decoder: any Decoder) throws {
        let flags = try decoder.container(keyedBy: Setting.self)
        for setting in ServeFlags.settings { given[setting] = try setting.texts(in: flags) }
    }

    func validate() throws { _ = try ServeOptions(Settings(flags: given)) }

    /// Serves as they say, and as the environment and the file say for the rest.
    func serve() throws {
        let settings = try Settings(flags: given).completed()
        try Program(ServeOptions(settings)).run()
    }

    /// Where ArgumentParser looks for flags.
    var customMirror: Mirror {
        Mirror(self, children: ServeFlags.definitions.map { (label: $0, value: $1 as Any) })
    }
}
