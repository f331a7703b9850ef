import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// The merchant's time.
struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show, move or stop the merchant's time.",
        discussion: """
            smartcollect clock advance 25h
            smartcollect clock freeze
            """,
        subcommands: [Show.self, Advance.self, Set.self, Freeze.self, Resume.self],
        defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the merchant's time.")

        @OptionGroup var remote: Remote

        func run() throws {
            Terminal.say(
                ClockCommand.summary(of: try Client(remote).value(.get, "/_sandbox/clock")))
        }
    }

    struct Advance: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "advance",
            abstract: "Let time pass, and do everything that falls due.")

        @Argument(help: "How much: 90s, 15m, 25h, 90d.")
        var by: Duration
        @OptionGroup var remote: Remote

        func run() throws {
            try ClockCommand.move(["advance": .string("\(by)")], remote)
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Go to a time, and do everything that falls due.")

        @Argument(help: "When, in Unix seconds.")
        var time: Int64
        @OptionGroup var remote: Remote

        func run() throws {
            try ClockCommand.move(["set": .integer(time)], remote)
        }
    }

    struct Freeze: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "freeze", abstract: "Stop the merchant's time.")

        @OptionGroup var remote: Remote

        func run() throws {
            try ClockCommand.move(["freeze": true], remote)
        }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume",
            abstract: "Let the merchant's time run on.")

        @OptionGroup var remote: Remote

        func run() throws {
            try ClockCommand.move(["freeze": false], remote)
        }
    }

    /// What falls due may take a while: webhooks are waited for.
    private static let moveMilliseconds: Int64 = 610_000

    fileprivate static func move(_ body: JSON, _ remote: Remote) throws {
        let client = try Client(remote, timeoutMilliseconds: moveMilliseconds)
        let clock = try client.value(.post, "/_sandbox/clock", body)
        for fired in clock["fired"]?.asList ?? [] {
            let words = ["at", "what", "id"].compactMap { fired[$0]?.asText }
            Terminal.say(words.joined(separator: "  "))
        }
        Terminal.say(summary(of: clock))
    }

    fileprivate static func summary(of clock: JSON) -> String {
        let isFrozen = clock["frozen"]?.asFlag ?? false
        return "now \(clock["now"]?.asText ?? "?")" + (isFrozen ? ", standing" : "")
            + ", \(clock["offset"]?.asText ?? "0") seconds ahead"
    }
}
