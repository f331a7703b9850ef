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

    func run() throws {
        let program = try Program(try flags.completed())
        try program.run()
    }
}

/// The flags of `serve`, which the verbs that look at settings take too.
struct ServeFlags: ParsableArguments {
    @Option(.config) var config: String?
    @Option(.host) var host: String?
    @Option(.port) var port: UInt16?
    @Option(.unixSocket) var unixSocket: String?
    @Option(.tls) var tls: TLSChoice?
    @Option(.tlsPort) var tlsPort: UInt16?
    @Option(.database) var database: String?
    @Option(.seedFile) var seedFile: String?
    @Option(.durability) var durability: DurabilityChoice?
    @Option(.randomSeed) var randomSeed: UInt64?
    @Option(.clock) var clock: Int64?
    @Option(.rails) var rails: RailsChoice?
    @Option(.webhookURL) var webhookURL: String?
    @Option(.webhookSecret) var webhookSecret: String?
    @Option(.webhookRetries) var webhookRetries: RetryChoice?
    @Flag(.webhookInsecure) var webhookInsecure = false
    @Option(.webhookAllow) var webhookAllow: [NetworkChoice] = []
    @Flag(.strictKeys) var strictKeys = false
    @Option(.allowHost) var allowHost: [String] = []
    @Option(.journalSize) var journalSize: Count?
    @Flag(.noPage) var noPage = false
    @Option(.connections) var connections: UInt16?
    @Option(.logFormat) var logFormat: LogFormatChoice?
    @Option(.logLevel) var logLevel: LogLevelChoice?
    @Flag(.quiet) var quiet = false
}

extension ServeFlags {
    /// The settings that `serve` reads.
    static let settings = Setting.allCases.filter { ![.url, .key, .secret].contains($0) }

    /// What was given on the command line.
    var given: [Setting: [String]] {
        var given: [Setting: [String]] = [:]
        for setting in Setting.allCases { given[setting] = texts(setting) }
        return given
    }

    /// These flags, and what the environment and the file say of the rest.
    func completed() throws -> ServeFlags {
        let settings = try Settings(flags: given)
        return settings.saysMoreThanFlags ? try settings.serveFlags() : self
    }

    private func texts(_ setting: Setting) -> [String] {
        switch setting {
        case .config: text(config)
        case .host: text(host)
        case .port: text(port)
        case .unixSocket: text(unixSocket)
        case .tls: text(tls)
        case .tlsPort: text(tlsPort)
        case .database: text(database)
        case .seedFile: text(seedFile)
        case .durability: text(durability)
        case .randomSeed: text(randomSeed)
        case .clock: text(clock)
        case .rails: text(rails)
        case .webhookURL: text(webhookURL)
        case .webhookSecret: text(webhookSecret)
        case .webhookRetries: text(webhookRetries)
        case .webhookInsecure: text(webhookInsecure)
        case .webhookAllow: webhookAllow.map(\.description)
        case .strictKeys: text(strictKeys)
        case .allowHost: allowHost
        case .journalSize: text(journalSize)
        case .noPage: text(noPage)
        case .connections: text(connections)
        case .logFormat: text(logFormat)
        case .logLevel: text(logLevel)
        case .quiet: text(quiet)
        case .url, .key, .secret: []
        }
    }

    private func text(_ value: (some CustomStringConvertible)?) -> [String] {
        value.map { [$0.description] } ?? []
    }

    private func text(_ isOn: Bool) -> [String] { isOn ? ["true"] : [] }
}

/// See ``Setting/tls``.
enum TLSChoice: ExpressibleByArgument, CustomStringConvertible {
    case auto
    case files(certificate: String, key: String)

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        if argument == "auto" {
            self = .auto
        } else if parts.count == 2, !parts.contains("") {
            self = .files(certificate: String(parts[0]), key: String(parts[1]))
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .auto: "auto"
        case .files(let certificate, let key): "\(certificate),\(key)"
        }
    }
}

/// See ``Setting/durability``.
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

/// See ``Setting/rails``.
enum RailsChoice: String, Choice {
    case instant, realistic

    var rails: Rails { self == .instant ? .instant : .realistic }
}

/// See ``Setting/webhookRetries``.
enum RetryChoice: String, Choice {
    case vendor, fast

    var schedule: RetrySchedule { self == .fast ? .fast : .vendor }
}

/// See ``Setting/logFormat``.
enum LogFormatChoice: String, Choice {
    case text, json
}

/// How many of something are kept, up to a hundred thousand.
struct Count: ExpressibleByArgument, CustomStringConvertible {
    let number: Int
    var description: String { String(number) }

    init?(argument: String) {
        guard let number = Int(argument), (0...100_000).contains(number) else { return nil }
        self.number = number
    }
}

/// See ``Setting/webhookAllow``.
struct NetworkChoice: ExpressibleByArgument, CustomStringConvertible {
    let description: String
    let networks: [Network]

    init?(argument: String) {
        guard let networks = Network.named(argument) else { return nil }
        description = argument
        self.networks = networks
    }
}

/// See ``Setting/logLevel``.
enum LogLevelChoice: String, Choice {
    case debug, info, warning, error
}
