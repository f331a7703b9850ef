import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// What happened, and telling of it again.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List events, send them again, or watch them come.",
        subcommands: [List.self, Resend.self, Tail.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List events, newest first.")

        @Option(help: "Only events of this name.")
        var event: String?
        @Option(help: "Only events about this: va_…, pay_… or rfnd_….")
        var entityId: String?
        @Option(help: "How many, up to 100. (default: 10)")
        var count: Int64?
        @Flag(help: "Print the whole answer as JSON.")
        var json = false
        @OptionGroup var remote: Remote

        func run() throws {
            let query = QueryText.of([
                "event": event, "entity_id": entityId, "count": count.map { String($0) },
            ])
            let events = try Client(remote).value(.get, "/_sandbox/events" + query)
            Terminal.say(json ? events.description : EventLine.all(of: events))
        }
    }

    struct Resend: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend",
            abstract: "Tell webhooks of an event again, or of all events of one entity.")

        @Argument(help: "The id of an event, or pay_… or va_….")
        var id: String
        @Option(help: "Only this webhook.")
        var webhookId: String?
        @OptionGroup var remote: Remote

        func run() throws {
            let answer = try Client(remote).value(.post, path, .object(members))
            let events = answer["events"]?.asList?.count ?? 0
            Terminal.say("\(events) events, \(answer["deliveries"]?.asText ?? "0") deliveries")
        }

        private var entity: String? {
            if id.hasPrefix(Payment.prefix) { return "payment_id" }
            return id.hasPrefix(VirtualAccount.prefix) ? "virtual_account_id" : nil
        }

        private var path: String {
            entity == nil ? "/_sandbox/events/\(id)/resend" : "/_sandbox/events/resend"
        }

        private var members: [JSON.Member] {
            [(entity, id), ("webhook_id", webhookId)].compactMap { name, value in
                guard let name, let value else { return nil }
                return JSON.Member(name: name, value: .string(value))
            }
        }
    }

    struct Tail: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tail",
            abstract: "Print events as they happen, until it is interrupted.")

        @Option(help: "Begin behind the event of this id. (default: the last one)")
        var since: String?
        @Flag(help: "Print each event as a line of JSON.")
        var json = false
        @OptionGroup var remote: Remote

        private static let seconds: Int64 = 30

        func run() throws {
            let client = try Client(remote, timeoutMilliseconds: (Tail.seconds + 10) * 1000)
            var last = try since ?? newest(client)
            while true {
                let query = QueryText.of(["since": last, "timeout": "\(Tail.seconds)s"])
                for event in try next(client, query) {
                    Terminal.say(json ? event.description : EventLine.text(of: event))
                    last = event["id"]?.asText ?? last
                }
            }
        }

        private func newest(_ client: Client) throws -> String? {
            try client.value(.get, "/_sandbox/events?count=1")["items"]?[0]?["id"]?.asText
        }

        /// Nothing, when nothing happened for a while.
        private func next(_ client: Client, _ query: String) throws -> [JSON] {
            let outcome = try client.send(.get, "/_sandbox/wait" + query)
            if case .response(let response) = outcome, response.status == 408 { return [] }
            let bytes = try client.bytes(of: outcome)
            return (try? JSONReader.read(bytes))?["items"]?.asList ?? []
        }
    }
}
