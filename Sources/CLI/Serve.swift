import API
import ArgumentParser
import Crypto
import Glibc
import HTTP
import SQLite
import Simulator
import SmartCollect
import Storage
import Webhooks
import Wire

/// Runs the sandbox.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the sandbox. This is what happens when no verb is given.")

    @Option(help: "The address to listen on. (default: 127.0.0.1 and ::1)")
    var host: String?
    @Option(help: "The port to listen on; 0 for any that is free. (default: 4210)")
    var port: UInt16?
    @Option(help: "A unix socket to listen on as well.")
    var unixSocket: String?
    @Option(help: "Keep the state in this file; without, it is gone at exit.")
    var database: String?
    @Option(help: "What an answered change survives: full, normal or off. (default: full)")
    var durability: DurabilityChoice?
    @Option(help: "Draw all chance from this number, so that a run can be repeated.")
    var randomSeed: UInt64?
    @Option(help: "Let the clock stand at this time, in Unix seconds.")
    var clock: Int64?
    @Option(help: "Tell this URL of every event of the default merchant.")
    var webhookUrl: String?
    @Option(help: "Sign what the webhook is told with this.")
    var webhookSecret: String?
    @Option(help: "When a failed delivery is tried again: vendor or fast. (default: vendor)")
    var webhookRetries: RetryChoice?
    @Flag(help: "Accept any certificate of a webhook.")
    var webhookInsecure = false
    @Flag(help: "Admit only the configured key.")
    var strictKeys = false
    @Option(help: "Answer to this name too; may be given more than once.")
    var allowHost: [String] = []
    @Option(help: "How much to tell of: debug, info, warning or error. (default: info)")
    var logLevel: LogLevelChoice?
    @Flag(help: "Print nothing but the line that says it is ready.")
    var quiet = false

    func run() throws {
        let program = try Program(self)
        try program.run()
    }
}

/// See ``Serve/durability``.
enum DurabilityChoice: String, Choice {
    case full, normal, off

    var durability: Connection.Durability {
        switch self {
        case .full: .full
        case .normal: .normal
        case .off: .off
        }
    }
}

/// See ``Serve/webhookRetries``.
enum RetryChoice: String, Choice {
    case vendor, fast

    var schedule: RetrySchedule { self == .fast ? .fast : .vendor }
}

/// See ``Serve/logLevel``.
enum LogLevelChoice: String, Choice {
    case debug, info, warning, error
}
