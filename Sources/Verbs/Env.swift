import ArgumentParser
import CLI

/// Tells how a client of the API is pointed at the sandbox.
struct Env: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print how to point a client of the API at the sandbox.",
        discussion: """
            Standard output has nothing but exports, for a shell to take in; the code that goes \
            with them is told on standard error, or on standard output with --code:

            eval "$(smartcollect env python)"
            smartcollect env python --code > sandbox_client.py
            """)

    @Argument(help: "python, node, go, java, php, ruby, dotnet or cli.")
    var client: Recipe
    @Flag(help: "Print the code, and not the exports.")
    var code = false
    @OptionGroup var remote: Remote

    func run() throws {
        if code { return Terminal.say(client.code) }
        Terminal.say(try exports().joined(separator: "\n"))
        Terminal.log("\n" + client.code)
    }

    private func exports() throws -> [String] {
        let settings = try remote.settings()
        let values = [
            ("BASE_URL", settings.address), ("KEY_ID", settings[.key].texts.first ?? ""),
            ("KEY_SECRET", settings[.secret].texts.first ?? ""),
        ]
        let exports = values.map { "export RAZORPAY_\($0.0)=\(Env.quoted($0.1))" }
        guard client.goesThroughProxies else { return exports }
        return exports
            + ["NO_PROXY", "no_proxy"].map { name in
                "export \(name)=\"${\(name):+$\(name),}localhost,127.0.0.1\""
            }
    }

    /// A text as a shell takes it for one word, whatever is in it.
    private static func quoted(_ text: String) -> String {
        "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: #"'\''"#) + "'"
    }
}
