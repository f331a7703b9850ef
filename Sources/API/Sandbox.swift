import Crypto
public import HTTP
public import Simulator
import SmartCollect
public import Storage
import Wire

/// HTTP meets payments: the emulated API under `/v1` and `/v2`, and our own routes beside it.
public final class Sandbox: HTTPHandler {
    let store: Store
    let clockwork: Clockwork
    let configuration: Configuration
    /// Answers requests that were held; set once the server is there.
    public unowned var server: HTTPServer?
    let vendor = Router(Sandbox.vendorRoutes)
    private let control = Router(Sandbox.controlRoutes)
    private let doorkeeper: Doorkeeper
    private let startedAt: Int64
    /// What has been asked since the start.
    private(set) var requestCounts = RequestCounts()
    private var lastTicket: UInt64 = 0
    var callers = Callers()
    /// Of control calls that are still to be answered.
    var keysUnderWay: Set<OnceKey.Name> = []
    private var benches: Benches
    private(set) lazy var watch = Watch(of: self)
    /// False from the moment the process is told to stop.
    public var isReady = true

    /// How a sandbox is set up.
    public struct Configuration {
        /// The merchant that a control call without credentials means.
        public var keyID = "rzp_test_sandbox"
        /// Its secret.
        public var secret = "sandbox_secret"
        /// Whether only the configured key is admitted.
        public var admitsOnlyKnownKeys = false
        /// Names that we may be called by besides the usual ones.
        public var allowedHosts: [String] = []
        /// How many requests each merchant's journal keeps.
        public var journalSize = 1000
        /// Whether the page for people is served at `/`.
        public var showsPage = true
        /// What goes wrong at first with the requests of a key's merchant.
        public var faults: (_ keyID: String) -> Faults = { _ in Faults() }
        /// The program's version.
        public var version = ""
        /// Where a failure of our own is reported.
        public var log: (String) -> Void = { _ in }

        /// The usual set-up.
        public init() {}
    }

    /// A sandbox over a store.
    ///
    /// - Throws: where the default merchant's books cannot be opened.
    public init(store: Store, clockwork: Clockwork, configuration: Configuration) throws {
        self.store = store
        self.clockwork = clockwork
        self.configuration = configuration
        benches = Benches(configuration)
        doorkeeper = Doorkeeper(
            allowedHosts: Set(configuration.allowedHosts.map { $0.lowercased() }))
        startedAt = store.systemNow
        let key = MerchantKey(configuration.keyID)
        if store.books(of: key) == nil {
            _ = try store.open(
                key, mode: KeyMode(keyID: key.keyID) ?? .test,
                secretDigest: SHA256.digest(of: Array(configuration.secret.utf8)))
        }
        try store.commit()
        store.onNews = { [unowned self] books, news in watch.note(news, books) }
    }

    /// Seconds since the start.
    var uptime: Int64 { (store.systemNow - startedAt) / Timestamp.nanoseconds }

    /// The books that a control call without credentials means.
    public var defaultBooks: Books? { store.books(of: MerchantKey(configuration.keyID)) }

    func ticket() -> Ticket {
        lastTicket += 1
        return Ticket(lastTicket)
    }

    // MARK: HTTPHandler

    /// Refuses a request before its body is awaited: a foreign host, a wrong key. Paths that ask
    /// for no key take no body either, so whatever is asked there is answered without it.
    public func admit(_ head: HTTPRequest) -> HTTPResponse? {
        if let refusal = doorkeeper.refusal(of: head) { return Reply.response(refusal) }
        if Sandbox.isOpen(head.path) {
            var passage = Passage()
            return plan(for: head, &passage).answer
        }
        do {
            _ = try books(of: head)
            return nil
        } catch {
            let refusal = Reply.response(errorBody(of: error, nil))
            note(head, Passage(), .now(refusal))
            return refusal
        }
    }

    /// Answers a request.
    public func handle(_ request: HTTPRequest) -> Plan {
        var passage = Passage()
        let plan = self.plan(for: request, &passage)
        requestCounts.count(request, plan)
        note(request, passage, plan)
        return plan
    }

    private func plan(for request: HTTPRequest, _ passage: inout Passage) -> Plan {
        if let refusal = doorkeeper.refusal(of: request) { return Reply.error(refusal).plan }
        do {
            return try reply(to: request, &passage).plan
        } catch {
            return Reply.error(errorBody(of: error, passage.books)).plan
        }
    }

    /// What is wrong with a request that is no HTTP, as JSON.
    public func refuse(_ problem: HTTPProblem) -> HTTPResponse {
        Reply.response(ErrorBody(.bare, problem.reason, status: problem.status))
    }

    /// Makes the changes of a pass last.
    public func commit() -> HTTPResponse? {
        do {
            try store.commit()
            watch.tell()
            return nil
        } catch {
            watch.forget()
            configuration.log("the store could not commit: \(error)")
            return Reply.response(.storeFault)
        }
    }

    /// What a held request is answered when its time is up.
    public func expired(_ ticket: Ticket) -> HTTPResponse {
        watch.expired(ticket)
            ?? Reply.response(
                .control("timeout", "What was waited for did not happen in time.", status: 408))
    }

    /// The client of a held request or a stream has left.
    public func gone(_ ticket: Ticket) { watch.gone(ticket) }

    /// Keeps streams open that nothing has happened on; to be called every few seconds.
    public func beat() { watch.beat() }

    // MARK: The way of a request

    /// What is known of a request on its way.
    private struct Passage {
        var books: Books?
        var fault: Fault.Kind?
        /// The answer that was made, where it does not arrive.
        var answer: HTTPResponse?
    }

    private func reply(to request: HTTPRequest, _ passage: inout Passage) throws -> Reply {
        if Sandbox.isControl(request.path) {
            return try controlReply(to: request, &passage)
        }
        let caller = try self.books(of: request)
        passage.books = caller
        let fault = bench(of: caller).faults.take(
            method: request.method.name, path: request.path)
        guard let fault else { return try act(request, caller) }
        passage.fault = fault.kind
        let outcome = fault.kind.befall {
            do {
                return try act(request, caller).plan
            } catch {
                return Reply.error(errorBody(of: error, caller)).plan
            }
        }
        passage.answer = outcome.answer
        return Reply(outcome.plan)
    }

    private func act(_ request: HTTPRequest, _ caller: Books) throws -> Reply {
        guard let match = vendor.find(request.method, request.path),
            caller.merchant.settings.smartCollect
                || !match.route.path.hasPrefix("/v1/virtual_accounts")
        else { throw Refusal.unknownRoute }
        return try match.route.answer(
            Call(sandbox: self, request: request, books: caller, places: match.places))
    }

    /// Notes a request of the emulated API in the journal of its merchant: the caller's, or who the
    /// caller says to be, or the default one.
    private func note(_ request: HTTPRequest, _ passage: Passage, _ plan: Plan) {
        guard !Sandbox.isControl(request.path), let books = passage.books ?? supposed(request)
        else { return }
        let bench = bench(of: books)
        let bytes = bench.journal.bytes
        let entry = bench.journal.append(
            request, passage.answer ?? plan.answer, passage.fault, at: books.now)
        benches.grow(by: bench.journal.bytes - bytes)
        watch.note(entry, books)
    }

    private func supposed(_ request: HTTPRequest) -> Books? {
        let credentials = try? Credentials(header: request.header("Authorization"))
        return credentials.flatMap { store.books(of: MerchantKey($0.keyID)) } ?? defaultBooks
    }

    /// What stands around a merchant's books.
    func bench(of books: Books) -> Bench { benches.of(books, store) }

    /// Takes what came to a sink of a merchant.
    ///
    /// - Returns: the status to answer.
    func sink(_ request: HTTPRequest, _ name: String, of books: Books) throws -> Int {
        benches.grow(by: request.size)
        return try bench(of: books).sinks.take(request, name: name, at: books.now)
    }

    private func controlReply(
        to request: HTTPRequest, _ passage: inout Passage
    ) throws -> Reply {
        if let refusal = doorkeeper.controlRefusal(of: request) { throw refusal }
        if request.method == .get || request.method == .head, configuration.showsPage,
            let page = Page.reply(request.path, configuration)
        {
            return page
        }
        guard let match = controlMatch(of: request) else {
            throw control.unknown(request.method, request.path)
        }
        let caller = try Sandbox.isOpen(request.path) ? nil : self.books(of: request)
        guard let target = caller ?? defaultBooks else { throw Refusal.credentialsWrong }
        passage.books = target
        let call = Call(sandbox: self, request: request, books: target, places: match.places)
        if caller != nil, !match.route.takesQuery { try call.takesNoQuery() }
        return try once(call, match.route)
    }

    /// The control route that is meant; HEAD, which probes like to ask, means that of GET.
    private func controlMatch(of request: HTTPRequest) -> Router.Match? {
        if let match = control.find(request.method, request.path) { return match }
        guard request.method == .head, let match = control.find(.get, request.path),
            !match.route.lasts
        else { return nil }
        return match
    }

    static func isControl(_ path: String) -> Bool {
        // Most requests are told by their second letter.
        let bytes = path.utf8.span
        if bytes.count > 1, bytes[1] == UInt8(ascii: "v") { return false }
        return path.hasPrefix("/_sandbox") || openPaths.contains(path)
    }

    /// Paths that ask for no credentials and take none.
    private static func isOpen(_ path: String) -> Bool {
        openPaths.contains(path)
    }

    private static let openPaths: Set = [
        "/", "/health", "/livez", "/readyz", "/openapi.json", "/_sandbox/openapi.json", "/metrics",
        "/llms.txt",
    ]

    // MARK: Failures

    private func errorBody(of error: any Error, _ books: Books?) -> ErrorBody {
        switch error {
        case let refusal as Refusal: return refusal.errorBody(under: books?.merchant.settings)
        case let body as ErrorBody: return body
        default:
            configuration.log("a request failed: \(error)")
            return .storeFault
        }
    }
}
