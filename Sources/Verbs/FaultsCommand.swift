import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// What goes wrong with requests on purpose.
struct FaultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "List, set or clear faults.",
        subcommands: [List.self, Set.self, Clear.self], defaultSubcommand: List.self)

    private static let path = "/_sandbox/faults"

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List what is still to go wrong, as JSON.")

        @OptionGroup var remote: Remote

        func run() throws {
            Terminal.say(try Client(remote).value(.get, FaultsCommand.path).description)
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Let requests go wrong, in place of what was set before.",
            discussion: """
                smartcollect faults set error --status 502 --times 2 --path "/v1/*"
                smartcollect faults set commit_then_reset --times 1 --method POST
                smartcollect faults set delay --by 3s --add
                """)

        @Argument(
            help: """
                error, delay, hang, reset, commit_then_reset, commit_then_hang, \
                commit_then_error or truncate.
                """)
        var fault: String
        @Option(help: "Only requests of this method.")
        var method: String?
        @Option(help: "Only requests of this path, in which * stands for any part.")
        var path: String?
        @Option(help: "Only so many requests; all when left out.")
        var times: Int64?
        @Option(help: "The status of an error. (default: 500)")
        var status: Int64?
        @Option(help: "By how much a delay delays: 3s.")
        var by: Duration?
        @Flag(help: "Behind the faults that are set already.")
        var add = false
        @OptionGroup var remote: Remote

        func run() throws {
            let client = try Client(remote)
            let others = add ? try client.value(.get, FaultsCommand.path).asList ?? [] : []
            let all = try client.value(.put, FaultsCommand.path, .list(others + [body]))
            Terminal.say(all.description)
        }

        private var body: JSON {
            var members = [JSON.Member(name: "do", value: .string(fault))]
            let match = [("method", method), ("path", path)].compactMap { name, text in
                text.map { JSON.Member(name: name, value: .string($0)) }
            }
            if !match.isEmpty { members.append(JSON.Member(name: "match", value: .object(match))) }
            for (name, number) in [("times", times), ("status", status)] {
                if let number { members.append(JSON.Member(name: name, value: .integer(number))) }
            }
            if let by { members.append(JSON.Member(name: "by", value: .string("\(by)"))) }
            return .object(members)
        }
    }

    struct Clear: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clear",
            abstract: "Let requests go right again.")

        @OptionGroup var remote: Remote

        func run() throws {
            _ = try Client(remote).value(.delete, FaultsCommand.path)
        }
    }
}
