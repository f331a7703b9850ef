public import HTTP
public import SmartCollect
public import Storage

/// Tells webhooks of what is in the outbox: signs, posts, writes down how it went.
///
/// Each webhook is told one thing at a time, in the order of events, so one that is slow or dead
/// delays nobody but itself. Nothing is kept here but which webhooks are being told something; all
/// else is in the store, so a restart goes on where the last run ended.
public final class Deliverer {
    private let store: Store
    private let client: (HTTPURL) -> HTTPClient
    private let loop: Loop
    private let schedule: RetrySchedule
    private let log: (String) -> Void
    private var traffic = Traffic<Lane>()
    private var known = KnownURLs()
    private var waiting: [Lane: [Waiter]] = [:]
    /// Webhooks that are let alone for a moment, because the store could not be read or written.
    private var resting: Set<Lane> = []
    private lazy var look = loop.timer { [unowned self] in start() }
    private var isSomethingWritten = false
    private lazy var press = loop.timer { [unowned self] in
        isSomethingWritten = false
        store.press()
    }
    /// Concludes the attempts at what cannot be sent.
    private var unsendable: [() -> Void] = []
    private lazy var conclusion = loop.timer { [unowned self] in concludeUnsendable() }
    private lazy var rest = loop.timer { [unowned self] in endRest() }

    private static let restMilliseconds: Int64 = 1_000
    /// How long what came of a delivery may stay unwritten on a disk.
    private static let pressMilliseconds: Int64 = 50

    /// One webhook of one merchant.
    private struct Lane: Hashable {
        let merchant: MerchantKey
        let webhook: ID<Webhook>
    }

    /// Somebody who wants to know what became of what a webhook was to be told.
    private struct Waiter {
        /// How many attempts are waited for at most, so that the wait ends while new events come.
        var attemptsMax: Int64
        var news: [News] = []
        let done: ([News]) -> Void
    }

    /// A deliverer that posts by clients on a loop.
    ///
    /// - Parameters:
    ///   - store: where the outbox is.
    ///   - loop: what the clients run on.
    ///   - schedule: when a failed attempt is made again.
    ///   - log: told, in a sentence, what an operator should know.
    ///   - client: posts to a URL.
    public init(
        store: Store, loop: Loop, schedule: RetrySchedule,
        log: @escaping (String) -> Void = { _ in }, client: @escaping (HTTPURL) -> HTTPClient
    ) {
        self.store = store
        self.client = client
        self.loop = loop
        self.schedule = schedule
        self.log = log
    }

    /// Tells a webhook what it is to be told by now, one thing after the other.
    ///
    /// - Parameters:
    ///   - webhook: the webhook.
    ///   - books: its merchant's.
    ///   - done: told what came of it, once nothing more is due.
    public func wake(
        _ webhook: ID<Webhook>, of books: Books, then done: (([News]) -> Void)? = nil
    ) {
        let lane = Lane(merchant: books.key, webhook: webhook)
        if let done {
            let pending = (try? books.pendingDeliveries(to: webhook)) ?? 0
            waiting[lane, default: []].append(Waiter(attemptsMax: max(1, pending), done: done))
        }
        guard !resting.contains(lane) else { return }
        traffic.arrive(lane)
        start()
    }

    private func start() {
        while let lane = traffic.next(at: loop.milliseconds) { attempt(lane) }
        if let wait = traffic.wait(at: loop.milliseconds) {
            look.schedule(afterMilliseconds: wait)
        }
    }

    // MARK: One attempt

    private func attempt(_ lane: Lane) {
        do {
            guard let books = store.books(of: lane.merchant),
                let attempt = try nextAttempt(lane.webhook, books)
            else {
                traffic.leave(lane, at: loop.milliseconds)
                return dismiss(lane)
            }
            send(attempt, lane, books)
        } catch {
            log("what a webhook is to be told could not be read: \(error)")
            traffic.leave(lane, at: loop.milliseconds)
            pause(lane)
        }
    }

    /// Nothing of it is concluded before a later pass, not even what cannot be sent: that would
    /// begin the next attempt within this one, and so on, as deep as the outbox is long.
    private func send(_ attempt: Attempt, _ lane: Lane, _ books: Books) {
        do throws(HTTPURL.Problem) {
            let url = try known.url(attempt.url)
            client(url).send(attempt.request(to: url)) { [weak self] outcome in
                self?.finish(lane, books, attempt, outcome)
            }
        } catch {
            unsendable.append { [unowned self] in
                finish(lane, books, attempt, .failure(.system("\(error)"), milliseconds: 0))
            }
            conclusion.schedule(afterMilliseconds: 0)
        }
    }

    private func concludeUnsendable() {
        let conclusions = unsendable
        unsendable = []
        for conclude in conclusions { conclude() }
    }

    private func nextAttempt(_ webhook: ID<Webhook>, _ books: Books) throws -> Attempt? {
        guard let next = try books.nextDelivery(to: webhook),
            next.delivery.dueAt <= books.nanoseconds
        else { return nil }
        let body = try books.body(of: next.event.event.id)
        return Attempt(
            next.delivery, next.webhook, next.event.event, body: body, sentAt: books.now)
    }

    private func finish(
        _ lane: Lane, _ books: Books, _ attempt: Attempt, _ outcome: HTTPClientOutcome
    ) {
        traffic.leave(lane, at: loop.milliseconds)
        defer { start() }
        if case .failure(.withdrawn, _) = outcome { return pause(lane) }
        do {
            // Of a merchant that was reset meanwhile there is nothing to write down.
            if store.books(of: lane.merchant) === books {
                note(try complete(attempt, outcome, books), lane)
            }
            traffic.arrive(lane)
        } catch {
            log("what came of a delivery could not be written down: \(error)")
            pause(lane)
        }
    }

    private func complete(
        _ attempt: Attempt, _ outcome: HTTPClientOutcome, _ books: Books
    ) throws -> [News] {
        let delivery = attempt.delivery(after: outcome)
        let isDisabled = try books.complete(delivery, then: sequel(of: delivery, attempt, books))
        if !isSomethingWritten {
            isSomethingWritten = true
            press.schedule(afterMilliseconds: Deliverer.pressMilliseconds)
        }
        guard isDisabled else { return [.delivery(delivery)] }
        log("webhook \(delivery.webhookID.text) has failed for a day and is disabled")
        return [.delivery(delivery), .disabled(delivery.webhookID)]
    }

    /// A receiver that answers 4xx is there and refuses this one event, so others may pass it; any
    /// other failure is the receiver's, and order is kept until it is back.
    private func sequel(
        of delivery: Delivery, _ attempt: Attempt, _ books: Books
    ) -> Books.Sequel {
        guard delivery.status == .failed else { return .done }
        let now = books.nanoseconds
        let gap = schedule.gapMilliseconds(
            after: delivery.attempt, of: attempt.event.name,
            age: attempt.event.id.age(at: now) / 1_000_000)
        // What was sent again by hand is no proof that the webhook has failed for a day.
        guard let gap else { return delivery.isOutOfTurn ? .done : .disable }
        let isRefused = (400...499).contains(delivery.result?.responseStatus ?? 0)
        return .retry(at: now + gap * 1_000_000, holdsUpOthers: !isRefused)
    }

    // MARK: Waiting

    private func note(_ news: [News], _ lane: Lane) {
        guard var waiters = waiting[lane] else { return }
        for index in waiters.indices {
            waiters[index].news += news
            waiters[index].attemptsMax -= 1
        }
        let served = waiters.filter { $0.attemptsMax <= 0 }
        waiters.removeAll { $0.attemptsMax <= 0 }
        waiting[lane] = waiters.isEmpty ? nil : waiters
        for waiter in served { waiter.done(waiter.news) }
    }

    /// There is nothing more to tell.
    private func dismiss(_ lane: Lane) {
        for waiter in waiting.removeValue(forKey: lane) ?? [] { waiter.done(waiter.news) }
    }

    /// The rest begins before anybody is told, so that whoever goes on at once does not end it.
    private func pause(_ lane: Lane) {
        resting.insert(lane)
        rest.schedule(afterMilliseconds: Deliverer.restMilliseconds)
        dismiss(lane)
    }

    private func endRest() {
        for lane in resting { traffic.arrive(lane) }
        resting = []
        start()
    }
}
