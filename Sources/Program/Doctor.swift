import ArgumentParser
import CLI

/// Looks for what usually goes wrong.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what usually goes wrong, and say what to do about it.",
        discussion: """
            Takes the flags of `serve` and judges them here and now: a port that is taken, \
            proxies that catch calls to this machine, a webhook that nobody hears or that points \
            back at the container, a clock that stands still, a file that cannot be written. \
            Changes nothing. Exits with 1 when there is a fault, which keeps it from working; \
            warnings leave it at 0.
            """)

    @OptionGroup var flags: ServeFlags

    func run() throws {
        let settings = try Settings(flags: flags.given).completed()
        let examination = Examination(flags: try ServeOptions(settings), file: settings.file)
        let findings = examination.findings()
        for finding in findings { Terminal.say(finding.text) }
        if findings.contains(where: { $0.grade == .fault }) { throw ExitCode.failure }
    }
}
