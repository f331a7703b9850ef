import CLI

/// What `serve` is to do: its settings, in the types that they are used in.
struct ServeOptions {
    let host: String?
    let port: UInt16?
    let unixSocket: String?
    let tls: TLSChoice?
    let tlsPort: UInt16?
    let database: String?
    let seedFile: String?
    let durability: DurabilityChoice?
    let randomSeed: UInt64?
    let clock: StandingTime?
    let rails: RailsChoice?
    let webhookURL: String?
    let webhookSecret: String?
    let webhookRetries: RetryChoice?
    let webhookInsecure: Bool
    let webhookAllow: [NetworkChoice]
    let strictKeys: Bool
    let allowHost: [String]
    let journalSize: Count?
    let noPage: Bool
    let connections: UInt16?
    let logFormat: LogFormatChoice?
    let logLevel: LogLevelChoice?
    let quiet: Bool

    /// Makes sense of what was given.
    ///
    /// - Throws: `ValidationError` that says who has given a value that cannot be.
    init(_ settings: Settings) throws {
        host = try settings.value(.host)
        port = try settings.value(.port)
        unixSocket = try settings.value(.unixSocket)
        tls = try settings.value(.tls)
        tlsPort = try settings.value(.tlsPort)
        database = try settings.value(.database)
        seedFile = try settings.value(.seedFile)
        durability = try settings.value(.durability)
        randomSeed = try settings.value(.randomSeed)
        clock = try settings.value(.clock)
        rails = try settings.value(.rails)
        webhookURL = try settings.value(.webhookURL)
        webhookSecret = try settings.value(.webhookSecret)
        webhookRetries = try settings.value(.webhookRetries)
        webhookInsecure = try settings.isOn(.webhookInsecure)
        webhookAllow = try settings.values(.webhookAllow)
        strictKeys = try settings.isOn(.strictKeys)
        allowHost = try settings.values(.allowHost)
        journalSize = try settings.value(.journalSize)
        noPage = try settings.isOn(.noPage)
        connections = try settings.value(.connections)
        logFormat = try settings.value(.logFormat)
        logLevel = try settings.value(.logLevel)
        quiet = try settings.isOn(.quiet)
    }
}
