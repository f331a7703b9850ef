import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// Moments that a merchant can go back to.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Keep a moment, go back to it, or forget it.",
        discussion: """
            smartcollect snapshot save paid-once
            smartcollect snapshot restore paid-once
            """,
        subcommands: [List.self, Save.self, Restore.self, Delete.self],
        defaultSubcommand: List.self)

    private static let path = "/_sandbox/snapshots"

    /// What all but `list` are told.
    struct Target: ParsableArguments {
        @Argument(help: "The moment's name: letters, digits, dots, dashes and underlines.")
        var name: String
        @OptionGroup var remote: Remote

        fileprivate var path: String { "\(SnapshotCommand.path)/\(QueryText.encoded(name))" }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the kept moments.")

        @OptionGroup var remote: Remote

        func run() throws {
            let kept = try Client(remote).value(.get, SnapshotCommand.path)
            for snapshot in kept["items"]?.asList ?? [] { SnapshotCommand.say(snapshot) }
        }
    }

    struct Save: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "save",
            abstract: "Keep this moment under a name.")

        @OptionGroup var target: Target

        func run() throws {
            SnapshotCommand.say(
                try Client(target.remote).value(
                    .post, SnapshotCommand.path, ["name": .string(target.name)]))
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Go back to a moment.")

        @OptionGroup var target: Target

        func run() throws {
            SnapshotCommand.say(
                try Client(target.remote).value(.post, target.path + "/restore", .emptyObject))
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Forget a moment.")

        @OptionGroup var target: Target

        func run() throws {
            _ = try Client(target.remote).value(.delete, target.path)
        }
    }

    private static func say(_ snapshot: JSON) {
        Terminal.say("\(snapshot["name"]?.asText ?? "?"): \(Terminal.counts(snapshot))")
    }
}

extension Terminal {
    /// How many records of each kind there are, as `customers 2, payments 1`.
    static func counts(_ tally: JSON) -> String {
        let counts = tally.members.compactMap { member -> String? in
            guard case .integer(let count) = member.value, count > 0,
                !["merchants", "created_at"].contains(member.name)
            else { return nil }
            return "\(member.name) \(count)"
        }
        return counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    }
}
