import ArgumentParser

/// Runs the sandbox.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the sandbox. This is what happens when no verb is given.",
        discussion: """
            Prints where it is, the key to use and, last, one line that others may wait for: \
            `ready on http://HOST:PORT`. The log goes to standard error.

            Each flag can also be given in the environment, --webhook-url as \
            SMARTCOLLECT_WEBHOOK_URL, or in a file smartcollect.yaml, as webhook_url. A flag \
            wins over the environment, and that over the file; `smartcollect config` shows what \
            holds and why.

            SIGTERM and SIGINT let what is in flight finish and end it within a second, with \
            exit code 0; a second one ends it at once.
            """)

    @OptionGroup var flags: ServeFlags

    func run() throws { try flags.serve() }
}
