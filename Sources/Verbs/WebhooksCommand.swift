import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// Where the merchant wants to be told of events.
struct WebhooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "List, add or remove webhooks.",
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List webhooks, newest first.")

        @Flag(help: "Print the whole answer as JSON.")
        var json = false
        @OptionGroup var remote: Remote

        func run() throws {
            let webhooks = try Client(remote).value(.get, "/_sandbox/webhooks?count=100")
            let lines = (webhooks["items"]?.asList ?? []).map(WebhooksCommand.line)
            Terminal.say(json ? webhooks.description : lines.joined(separator: "\n"))
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Tell a URL of events.",
            discussion: """
                The secret is better given as SMARTCOLLECT_WEBHOOK_SECRET, where no list of \
                processes shows it.
                """)

        @Argument(help: "Where to post.")
        var target: String
        @Option(
            name: .customLong("event"), help: "An event to tell of; may be repeated. (default: all)"
        )
        var events: [String] = []
        @Option(.webhookSecret) var webhookSecret: String?
        @Option(help: "Whom to alert when it fails.")
        var alertEmail: String?
        @OptionGroup var remote: Remote

        func run() throws {
            let secret = webhookSecret ?? Environment.value(Setting.webhookSecret.rawValue)
            var members = [
                JSON.Member(name: "url", value: .string(target)),
                JSON.Member(
                    name: "events",
                    value: .list((events.isEmpty ? ["*"] : events).map(JSON.string))),
            ]
            for (name, text) in [("secret", secret), ("alert_email", alertEmail)] {
                if let text { members.append(JSON.Member(name: name, value: .string(text))) }
            }
            let webhook = try Client(remote).value(.post, "/_sandbox/webhooks", .object(members))
            Terminal.say(WebhooksCommand.line(of: webhook))
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Tell a webhook of nothing any more.")

        @Argument(help: "The id of the webhook.")
        var id: String
        @OptionGroup var remote: Remote

        func run() throws {
            _ = try Client(remote).value(.delete, "/_sandbox/webhooks/\(id)")
        }
    }

    private static func line(of webhook: JSON) -> String {
        let isActive = webhook["active"]?.asFlag ?? false
        let events = webhook["events"]?.asList?.compactMap(\.asText).joined(separator: ",") ?? ""
        let state = isActive ? "active" : webhook["disabled_at"] == 0 ? "off" : "disabled"
        return [webhook["id"]?.asText ?? "", state, webhook["url"]?.asText ?? "", events]
            .joined(separator: "  ")
    }
}
