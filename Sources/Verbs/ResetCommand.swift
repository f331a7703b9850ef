import ArgumentParser
import CLI
import HTTP
import Wire

/// Takes a merchant back to its beginning.
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Go back to the beginning: empty, or what was seeded.")

    @Flag(help: "Every merchant, not this one alone.")
    var all = false
    @OptionGroup var remote: Remote

    func run() throws {
        let gone = try Client(remote).value(
            .post, "/_sandbox/reset", all ? ["all": true] : .emptyObject)
        Terminal.say("gone: \(Terminal.counts(gone))")
    }
}
