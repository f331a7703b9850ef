import Crypto
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
    private let client: HTTPClient
    private let loop: Loop
    private let schedule: RetrySchedule
    private var woken: [Lane: [(Int64?) -> Void]] = [:]
    private var underWay: Set<Lane> = []

    /// How many webhooks are told something at the same time.
    private static let underWayMax = 64

    /// One webhook of one merchant.
    private struct Lane: Hashable {
        let books: ObjectIdentifier
        let webhook: ID<Webhook>
    }

    private var booksByLane: [Lane: Books] = [:]
    /// Brings about another pass: what is woken or written at the end of one waits for the next.
    private let nextPass: LoopTimer

    /// A deliverer that posts by a client on a loop.
    public init(store: Store, client: HTTPClient, loop: Loop, schedule: RetrySchedule) {
        self.store = store
        self.client = client
        self.loop = loop
        self.schedule = schedule
        nextPass = loop.timer {}
        loop.onEndOfPass { [unowned self] in start() }
    }

    /// Looks whether a webhook is to be told something, once this pass is committed.
    ///
    /// - Parameters:
    ///   - webhook: which one.
    ///   - books: whose it is.
    ///   - done: told when an attempt has been made, with the receiver's status, nil where it gave
    ///     none or nothing was due.
    public func wake(
        _ webhook: ID<Webhook>, of books: Books, then done: ((Int64?) -> Void)? = nil
    ) {
        let lane = Lane(books: ObjectIdentifier(books), webhook: webhook)
        booksByLane[lane] = books
        woken[lane, default: []] += done.map { [$0] } ?? []
        nextPass.schedule(afterMilliseconds: 0)
    }

    /// The end of a pass: what was queued in it is now certain to have happened.
    private func start() {
        guard !woken.isEmpty else { return }
        for lane in Array(woken.keys) where !underWay.contains(lane) {
            guard underWay.count < Deliverer.underWayMax else { return }
            let waiting = woken.removeValue(forKey: lane) ?? []
            guard let books = booksByLane[lane] else { continue }
            attempt(lane, books, waiting)
        }
    }

    private func attempt(_ lane: Lane, _ books: Books, _ waiting: [(Int64?) -> Void]) {
        guard let next = try? books.nextDelivery(to: lane.webhook),
            next.delivery.dueAt <= books.nanoseconds,
            let body = try? books.body(of: next.event.event.id)
        else {
            try? books.remindOfDelivery(to: lane.webhook)
            nextPass.schedule(afterMilliseconds: 0)
            booksByLane[lane] = nil
            return waiting.forEach { $0(nil) }
        }
        underWay.insert(lane)
        let attempt = Attempt(next.delivery, next.webhook, next.event.event, body: body)
        let sentAt = books.now
        guard let request = attempt.request else {
            return finish(
                lane, books, attempt,
                .failure(.malformed("the URL cannot be used"), milliseconds: 0),
                sentAt: sentAt, waiting)
        }
        client.send(request) { [unowned self] outcome in
            finish(lane, books, attempt, outcome, sentAt: sentAt, waiting)
        }
    }

    private func finish(
        _ lane: Lane, _ books: Books, _ attempt: Attempt, _ outcome: HTTPClientOutcome,
        sentAt: Timestamp, _ waiting: [(Int64?) -> Void]
    ) {
        underWay.remove(lane)
        var delivery = attempt.delivery
        let result = attempt.result(of: outcome, sentAt: sentAt)
        delivery.result = result
        delivery.status = result.diagnosis == nil ? .delivered : .failed
        let now = books.nanoseconds
        let gap =
            delivery.status == .failed
            ? schedule.gapMilliseconds(
                after: delivery.attempt, of: attempt.event.name,
                age: (now - attempt.event.id.nanoseconds) / 1_000_000) : nil
        // The merchant may be gone by now; then there is nothing left to write down.
        try? books.complete(
            delivery, retryAt: gap.map { now + $0 * 1_000_000 },
            disables: delivery.status == .failed && gap == nil)
        waiting.forEach { $0(result.responseStatus) }
        wake(lane.webhook, of: books)
    }
}
