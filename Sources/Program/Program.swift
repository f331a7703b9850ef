import API
import ArgumentParser
import CLI
import Crypto
import Glibc
import HTTP
import Logging
import SQLite
import Simulator
import SmartCollect
import Storage
import Webhooks
import Wire

/// The running sandbox: everything wired together, and the order in which it starts and stops.
final class Program {
    private let options: ServeOptions
    private let loop: Loop
    private let store: Store
    private let neighbourhood: Neighbourhood
    private let deliverer: Deliverer
    private let clockwork: Clockwork
    private let sandbox: Sandbox
    private let server: HTTPServer
    private let logger: Logger
    private var isStopping = false
    private var securedAddress: BoundAddress?
    private lazy var settled = loop.timer { Memory.releaseCode() }
    /// What could not be done when it was due is tried again after a rest.
    private var isResting = false
    private lazy var rest = loop.timer { [unowned self] in
        isResting = false
        store.reconsiderDue()
    }
    private lazy var pulse = loop.timer { [unowned self] in beat() }

    static let key = "rzp_test_sandbox"
    static let secret = "sandbox_secret"
    private static let stopMilliseconds: Int64 = 800
    private static let beatMilliseconds: Int64 = 15_000
    private static let settledMilliseconds: Int64 = 50
    private static let restMilliseconds: Int64 = 1000
    private static let sweepRows: Int64 = 250
    private static let sweepMilliseconds: Int64 = 10

    init(_ options: ServeOptions) throws {
        self.options = options
        let logger = Program.logger(options)
        self.logger = logger
        loop = try Loop()
        store = try Program.openStore(options)
        let neighbourhood = Neighbourhood(options, loop)
        self.neighbourhood = neighbourhood
        store.rails = (options.rails ?? .instant).rails
        let deliverer = Deliverer(
            store: store, loop: loop, schedule: (options.webhookRetries ?? .vendor).schedule,
            log: { logger.warning("\($0)") }, client: { neighbourhood.client(for: $0) })
        self.deliverer = deliverer
        clockwork = Clockwork { webhook, books, done in
            deliverer.wake(webhook, of: books, then: done)
        }
        var configuration = Sandbox.Configuration()
        configuration.keyID = Program.key
        configuration.secret = Program.secret
        configuration.admitsOnlyKnownKeys = options.strictKeys
        configuration.allowedHosts = options.allowHost
        configuration.journalSize = options.journalSize?.number ?? configuration.journalSize
        configuration.showsPage = !options.noPage
        configuration.version = Version.text
        configuration.log = { logger.error("\($0)") }
        let seedFile = try SeedFile.open(options.seedFile, in: store)
        if let seedFile { configuration.faults = seedFile.faults }
        sandbox = try Sandbox(store: store, clockwork: clockwork, configuration: configuration)
        var limits = HTTPServer.Configuration()
        limits.largerBodies = [(path: "/_sandbox", bytesMax: 16 << 20)]
        limits.log = { logger.warning("\($0)") }
        options.connections.map { limits.connectionsMax = max(1, Int($0)) }
        Descriptors.allowMost()
        server = HTTPServer(loop: loop, handler: sandbox, configuration: limits)
        sandbox.server = server
        store.seed = { [unowned self] books in
            try seedFile?.plant(in: books)
            try seed(books)
        }
        try sandbox.defaultBooks.map(seed)
        try store.commit()
    }

    // MARK: Running

    /// Serves until a signal says to stop.
    ///
    /// - Throws: `ExitCode` 1 after saying why it cannot serve.
    func run() throws {
        let address = try listen()
        let timer = loop.timer { [self] in tick() }
        loop.onEndOfPass { [self] in plan(timer) }
        sweepWhenIdle()
        loop.onSignal([SIGTERM, SIGINT]) { [self] in stop() }
        plan(timer)
        beat()
        announce(address)
        settled.schedule(afterMilliseconds: Program.settledMilliseconds)
        loop.run()
        do {
            try store.checkpoint()
        } catch {
            Terminal.fail("the state could not be written in the end: \(error)")
            throw ExitCode.failure
        }
    }

    private func beat() {
        sandbox.beat()
        pulse.schedule(afterMilliseconds: Program.beatMilliseconds)
    }

    private func tick() {
        do {
            try clockwork.tick(store)
        } catch {
            logger.error("what was due could not be done: \(error)")
            isResting = true
            rest.schedule(afterMilliseconds: Program.restMilliseconds)
        }
    }

    /// Sets the timer to whatever falls due next, in any merchant's time.
    private func plan(_ timer: LoopTimer) {
        guard !isResting, let time = store.timeToNextDue() else { return }
        guard let time else { return timer.cancel() }
        // Looked at again within an hour, because the system's clock may be set meanwhile.
        timer.schedule(afterMilliseconds: min((time + 999_999) / 1_000_000, 3_600_000))
    }

    /// Clears away what resets have left behind, in slices too short to keep anybody waiting.
    private func sweepWhenIdle() {
        var isPlanned = false
        let sweeper = loop.timer { [self] in
            isPlanned = false
            do {
                try store.sweep(rowsMax: Program.sweepRows)
            } catch {
                logger.error("what a reset left behind could not be cleared away: \(error)")
            }
        }
        loop.onEndOfPass { [store] in
            guard store.hasRetired, !isPlanned else { return }
            isPlanned = true
            sweeper.schedule(afterMilliseconds: Program.sweepMilliseconds)
        }
    }

    /// The second signal ends the process at once.
    private func stop() {
        guard !isStopping else { exit(1) }
        isStopping = true
        sandbox.isReady = false
        server.stop(deadlineMilliseconds: Program.stopMilliseconds) { [loop] in loop.stop() }
    }

    // MARK: Starting

    private static func openStore(_ options: ServeOptions) throws -> Store {
        let file = options.database
        let durability = (options.durability ?? .full).durability
        let random = SecureRandom.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let seed = options.randomSeed ?? random
        let startsAt = options.clock.map { $0.seconds * Timestamp.nanoseconds }
        do {
            return try Store(
                file.map { .file($0) } ?? .memory, durability: durability, seed: seed,
                startsAt: startsAt, system: systemNanoseconds)
        } catch {
            let (fact, hint) = Program.explain(error, file ?? "memory")
            Terminal.fail(fact, hint: hint)
            throw ExitCode.failure
        }
    }

    private static func explain(_ error: any Error, _ file: String) -> (String, String?) {
        switch error {
        case let error as SQLiteError where error.code ~= .busy:
            ("\(file) is in use by another process", "stop the other sandbox, or use another file")
        case let error as SQLiteError where error.code ~= .notADatabase:
            ("\(file) is not a database", "give a file that a sandbox has made, or a new one")
        case let error as SQLiteError where error.code ~= .cantOpen || error.code ~= .readOnly:
            (
                "\(file) cannot be opened for writing: \(error.message)",
                "make its folder, and give this user the right to write there"
            )
        case StoreError.foreignFile:
            (
                "\(file) is a database of another program",
                "give a file that a sandbox has made, or a new one"
            )
        case StoreError.olderSchema(let version):
            (
                "\(file) was written before the first release (schema \(version))",
                "remove it, or give another file"
            )
        case StoreError.newerSchema(let version):
            (
                "\(file) was written by a later version (schema \(version))",
                "use that version, or another file"
            )
        case StoreError.damaged(let finding):
            ("\(file) is damaged: \(finding)", "go back to a copy of it, or begin a new file")
        case let error as SQLiteError where error.code ~= .corrupt:
            ("\(file) is damaged: \(error.message)", "go back to a copy of it, or begin a new file")
        default: ("\(file) cannot be used: \(error)", nil)
        }
    }

    private func listen() throws -> BoundAddress {
        let port = options.port ?? 4210
        let host = options.host
        do {
            let address = try server.listen(on: .tcp(host ?? "127.0.0.1", port: port))
            neighbourhood.isAt(address)
            logger.debug("listening on \(address)")
            if host == nil {
                // Names may resolve to IPv6 first; a machine without it goes without.
                do {
                    _ = try server.listen(on: .tcp("::1", port: address.port))
                } catch {
                    logger.debug("not listening on ::1: \(error)")
                }
            }
            if let choice = options.tls {
                let identity = try Authority.identity(choice, options)
                // A free port for the one means a free port for the other.
                let port = options.tlsPort ?? (port == 0 ? 0 : 4211)
                let secured = try server.listen(
                    on: .tcp(host ?? "127.0.0.1", port: port).secured(by: identity))
                securedAddress = secured
                neighbourhood.isAt(secured)
                if host == nil {
                    _ = try? server.listen(
                        on: .tcp("::1", port: secured.port).secured(by: identity))
                }
            }
            if let path = options.unixSocket {
                _ = try server.listen(on: .unixSocket(path))
            }
            return address
        } catch let failure as ExitCode {
            throw failure
        } catch HTTPServerError.certificate(let reason) {
            Terminal.fail(
                "TLS cannot be spoken: \(reason)",
                hint: "give --tls a certificate and its key in PEM, or auto")
            throw ExitCode.failure
        } catch {
            Terminal.fail(
                "\(error)", hint: "choose another --port, or stop what listens there")
            throw ExitCode.failure
        }
    }

    /// The default merchant begins with the webhook of the command line.
    private func seed(_ books: Books) throws {
        guard books.key == MerchantKey(Program.key), let url = options.webhookURL
        else { return }
        let secret = options.webhookSecret
        if let known = try books.webhooks().first(where: { $0.url == url }) {
            _ = try books.apply(WebhookDraft(url: url, secret: secret), to: known)
        } else {
            _ = try books.register(WebhookDraft(url: url, secret: secret))
        }
    }

    private func announce(_ address: BoundAddress) {
        if !options.quiet {
            Terminal.say("Smart Collect Sandbox \(Version.text)")
            Terminal.say("  API      http://\(address)/v1")
            if let securedAddress { announce(secured: securedAddress) }
            if !options.noPage { Terminal.say("  page     http://\(address)/") }
            Terminal.say("  key      \(Program.key)")
            Terminal.say("  secret   \(Program.secret)")
            Terminal.say("  state    \(options.database ?? "in memory, gone at exit")")
            let versions = Loop.versions()
            Terminal.say(
                "  built on libevent \(versions.libevent), SQLite \(Connection.version), "
                    + versions.openSSL)
        }
        Terminal.say("ready on http://\(address)")
    }

    private func announce(secured address: BoundAddress) {
        Terminal.say("  TLS      https://\(address)/v1")
        if case .auto = options.tls {
            Terminal.say("  trust    \(Authority(for: options.database).certificatePath)")
        }
    }

    private static func logger(_ options: ServeOptions) -> Logger {
        let level: Logger.Level =
            switch options.logLevel ?? .info {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        return Logger(label: "smartcollect") { _ in
            LogLine(format: options.logFormat ?? .text, logLevel: level)
        }
    }
}
