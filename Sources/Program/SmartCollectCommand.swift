import ArgumentParser
import CLI
import Verbs

/// The program: `smartcollect VERB`, and `serve` when no verb is given.
@main
struct SmartCollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smartcollect",
        abstract: "A local sandbox for Smart Collect: virtual accounts, payments, webhooks.",
        discussion: """
            Compatible with Razorpay's Smart Collect APIs; not affiliated with Razorpay.

            Every setting can also be given in the environment, --webhook-url as \
            SMARTCOLLECT_WEBHOOK_URL, or in a file smartcollect.yaml, as webhook_url. A flag \
            wins over the environment, and that over the file.

            Exit codes: 0 done, 1 failed, 2 an expectation or wait was not met, 64 wrong usage.
            """,
        version: Version.text,
        subcommands: [Serve.self] + verbs + [Config.self, Doctor.self, Completions.self],
        defaultSubcommand: Serve.self)

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        ShownArguments.cover(Setting.allCases.filter(\.isSecret).map(\.flag))
        guard let serve = PlainServe.read(arguments) else { return main(arguments) }
        do {
            try serve.run()
        } catch {
            exit(withError: error)
        }
    }
}

/// The program's version.
enum Version {
    static let text = "0.1.0"
}
