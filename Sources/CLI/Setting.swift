/// A setting: a flag, its twin in the environment, and its key in `smartcollect.yaml`.
///
/// This is the one table of them. What is not in it is no setting, and what is in it can be given
/// in each of the three ways.
public enum Setting: String, CaseIterable, CodingKey, Sendable {
    /// The file of settings.
    case config
    /// Where it listens.
    case host, port, unixSocket = "unix-socket", tls, tlsPort = "tls-port"
    /// Where its state is kept, how safely, and what it begins with.
    case database, seedFile = "seed-file", durability, randomSeed = "random-seed"
    /// What time it has, and how long things take.
    case clock, rails
    /// Where events are told, how it is signed and how often it is tried.
    case webhookURL = "webhook-url", webhookSecret = "webhook-secret",
        webhookRetries = "webhook-retries"
    /// Which receivers are trusted.
    case webhookInsecure = "webhook-insecure", webhookAllow = "webhook-allow"
    /// Who may come in, and under which names.
    case strictKeys = "strict-keys", allowHost = "allow-host"
    /// How much of what comes in is remembered and shown, and how many may come.
    case journalSize = "journal-size", noPage = "no-page", connections
    /// What it says itself.
    case logFormat = "log-format", logLevel = "log-level", quiet
    /// Where the sandbox is that a verb talks to, and whose merchant it means.
    case url, key, secret

    /// The flag as it is typed.
    public var flag: String { "--" + rawValue }

    /// The flag's twin in the environment.
    var variable: String { Environment.variable(of: rawValue) }

    /// The name in `smartcollect.yaml`.
    public var name: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }

    /// Whether the flag stands alone, without a value.
    var isSwitch: Bool {
        switch self {
        case .webhookInsecure, .strictKeys, .noPage, .quiet: true
        default: false
        }
    }

    /// Whether the setting may be given more than once; its texts are then separated by commas in
    /// the environment, and a list in the file.
    var isList: Bool { self == .allowHost || self == .webhookAllow }

    /// What it is one of; nothing when it may be anything.
    var choices: [String] {
        switch self {
        case .durability: DurabilityChoice.names
        case .rails: RailsChoice.names
        case .webhookRetries: RetryChoice.names
        case .logFormat: LogFormatChoice.names
        case .logLevel: LogLevelChoice.names
        default: []
        }
    }

    /// Whether the value is nobody's business.
    public var isSecret: Bool { self == .webhookSecret || self == .secret }

    /// What it does, as `--help` says it.
    var help: String {
        switch self {
        case .config: "Read settings from this YAML or JSON file."
        case .host: "The address to listen on."
        case .port: "The port to listen on; 0 for any that is free."
        case .unixSocket: "A unix socket to listen on as well."
        case .tls:
            """
            Speak TLS on a port of its own: auto for a certificate of an authority that is made \
            here and kept, or the files of one of yours as CERT,KEY.
            """
        case .tlsPort: "The port for TLS; 0 for any that is free."
        case .database: "Keep the state in this file; without, it is gone at exit."
        case .seedFile: "Begin with the merchants that this YAML or JSON file declares."
        case .durability: "What an answered change survives: full, normal or off."
        case .randomSeed: "Draw all chance from this number, so that a run can be repeated."
        case .clock: "Let the clock stand at this time, in Unix seconds; a year from 2000 to 2120."
        case .rails:
            "How soon refunds are processed: instant, or realistic for minutes and days."
        case .webhookURL: "Tell this URL of every event of the default merchant."
        case .webhookSecret: "Sign what the webhook is told with this."
        case .webhookRetries: "When a failed delivery is tried again: vendor or fast."
        case .webhookInsecure: "Accept any certificate of a webhook."
        case .webhookAllow:
            """
            Post to these addresses even when others can talk to the sandbox: a range such as \
            10.0.0.0/8, loopback, or private; may be given more than once.
            """
        case .strictKeys: "Admit only the configured key."
        case .allowHost: "Answer to this name too; may be given more than once."
        case .journalSize: "How many requests each merchant's journal keeps."
        case .noPage: "Serve no page at /."
        case .connections: "Talk to this many clients at a time; further ones wait."
        case .logFormat: "How the log is written: text, or json for a line of JSON each."
        case .logLevel: "How much to tell of: debug, info, warning or error."
        case .quiet: "Print nothing but the line that says it is ready."
        case .url: "Where the sandbox is."
        case .key: "The key id of the merchant."
        case .secret:
            """
            The key's secret; better given as SMARTCOLLECT_SECRET, where no list of processes \
            shows it.
            """
        }
    }

    /// What holds when nobody says; nil for nothing.
    var absent: String? {
        switch self {
        case .config: "smartcollect.yaml, where there is one"
        case .host: "127.0.0.1 and ::1"
        case .port: "4210"
        case .tlsPort: "4211"
        case .durability: "full"
        case .rails: "instant"
        case .journalSize: "1000"
        case .webhookRetries: "vendor"
        case .connections: "2000"
        case .logFormat: "text"
        case .logLevel: "info"
        case .url: "http://127.0.0.1 and the port"
        case .key: "rzp_test_sandbox"
        case .secret: "sandbox_secret"
        case .webhookInsecure, .strictKeys, .noPage, .quiet: "false"
        case .unixSocket, .tls, .database, .seedFile, .randomSeed, .clock, .webhookURL,
            .webhookSecret, .webhookAllow, .allowHost:
            nil
        }
    }
}
