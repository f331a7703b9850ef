import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// Waits for an event.
struct WaitFor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait-for",
        abstract: "Wait until an event has happened; exit 2 when it does not come.",
        discussion: """
            smartcollect wait-for virtual_account.credited --entity-id va_TgQ1dXw4Zk09Pe
            smartcollect wait-for refund.processed --delivered --timeout 30s

            What has happened before counts too, unless --since names the event behind which to \
            look.
            """)

    @Argument(help: "The event, such as virtual_account.credited; any when left out.")
    var event: String?
    @Option(help: "What it must be about: va_…, pay_… or rfnd_….")
    var entityId: String?
    @Option(help: "How long to wait. (default: 5s)")
    var timeout: Duration?
    @Option(help: "How many such events there must be. (default: 1)")
    var count: Int64?
    @Option(help: "Look only behind the event of this id.")
    var since: String?
    @Flag(help: "Wait until a webhook has taken it.")
    var delivered = false
    @Flag(help: "Print the whole answer as JSON.")
    var json = false
    @OptionGroup var remote: Remote

    func run() throws {
        let seconds = timeout?.seconds ?? 5
        let client = try Client(remote, timeoutMilliseconds: (seconds + 10) * 1000)
        let query = QueryText.of([
            "event": event, "entity_id": entityId, "timeout": "\(seconds)s",
            "count": count.map { String($0) }, "since": since,
            "delivered": delivered ? "true" : nil,
        ])
        guard let events = try client.events("/_sandbox/wait" + query) else {
            throw ExitCode(2)
        }
        Terminal.say(json ? events.description : EventLine.all(of: events))
    }
}

extension Client {
    /// Waits for events; nil when they did not come in time, after saying so.
    ///
    /// - Throws: `ExitCode` 1 after saying what went wrong.
    func events(_ path: String) throws -> JSON? {
        guard case .response(let response) = try send(.get, path), response.status == 408 else {
            return try value(.get, path)
        }
        let error = (try? JSONReader.read(response.body))?["error"] ?? .null
        Terminal.fail(error["description"]?.asText ?? "it did not come in time")
        for event in error["metadata"]?["nearest"]?.asList ?? [] {
            Terminal.log("nearest: \(EventLine.text(of: event))")
        }
        return nil
    }
}

/// An event in one line.
enum EventLine {
    static func all(of collection: JSON) -> String {
        (collection["items"]?.asList ?? []).map(text).joined(separator: "\n")
    }

    static func text(of event: JSON) -> String {
        let names = ["id", "event", "virtual_account_id", "payment_id", "refund_id"]
        return names.compactMap { event[$0]?.asText }.joined(separator: "  ")
    }
}
