public import SmartCollect
public import Storage

/// Does what falls due, in due order, each thing at its own time: by itself in real time, or all
/// at once when a merchant's clock is moved.
public final class Clockwork {
    /// Something that happened because its time had come.
    public struct Fired: Hashable, Sendable {
        /// When it was due, in Unix seconds.
        public let at: Timestamp
        /// What happened: the name of an event, or of our own for what has none.
        public let what: String
        /// To what: an id without its prefix.
        public let id: String
        /// What kind of thing the id names.
        public let kind: Due.Kind
    }

    /// Tells a webhook what is due, and then whoever waits for it; nothing else can take time.
    public typealias Courier = (
        _ webhook: ID<Webhook>, _ books: Books, _ done: @escaping (Int64?) -> Void
    ) -> Void

    private let courier: Courier

    /// A clockwork.
    public init(courier: @escaping Courier) {
        self.courier = courier
    }

    /// Does everything that is due by now; a merchant is told of its own.
    public func tick(_ store: Store) throws {
        for books in store.allBooks {
            while let due = try books.takeDue(until: books.nanoseconds) {
                if due.kind == .delivery {
                    courier(ID(known: due.entity), books) { _ in }
                } else {
                    _ = try fire(due, books)
                }
            }
        }
    }

    /// Moves a merchant's clock, stopping at everything that falls due on the way.
    ///
    /// - Parameters:
    ///   - books: the merchant's.
    ///   - target: nanoseconds on the merchant's clock; not before its present.
    ///   - system: the system's time in nanoseconds.
    ///   - done: told what happened, when all of it has.
    public func advance(
        _ books: Books, to target: Int64, system: @escaping () -> Int64,
        then done: @escaping (Result<[Fired], any Error>) -> Void
    ) {
        let webhooks = (try? books.webhooks().map(\.id)) ?? []
        finish(webhooks[...], books) { [self] in go(books, target, system, [], done) }
    }

    /// Waits for what webhooks are being told at this moment: an attempt that is under way belongs
    /// to the time before the clock is moved, and what follows it is planned from there.
    private func finish(
        _ webhooks: ArraySlice<ID<Webhook>>, _ books: Books, then done: @escaping () -> Void
    ) {
        guard let first = webhooks.first else { return done() }
        courier(first, books) { [self] _ in finish(webhooks.dropFirst(), books, then: done) }
    }

    private func go(
        _ books: Books, _ target: Int64, _ system: @escaping () -> Int64, _ soFar: [Fired],
        _ done: @escaping (Result<[Fired], any Error>) -> Void
    ) {
        var fired = soFar
        do {
            while let due = try books.takeDue(until: target) {
                if due.at > books.nanoseconds {
                    try books.set(clock: books.clock.set(to: due.at, system: system()))
                }
                if due.kind == .delivery {
                    return courier(ID(known: due.entity), books) { [self] status in
                        var all = fired
                        if let status { all.append(Clockwork.delivered(due, status)) }
                        go(books, target, system, all, done)
                    }
                }
                if let one = try fire(due, books) { fired.append(one) }
            }
            if target > books.nanoseconds {
                try books.set(clock: books.clock.set(to: target, system: system()))
            }
            done(.success(fired))
        } catch {
            done(.failure(error))
        }
    }

    private func fire(_ due: Due, _ books: Books) throws -> Fired? {
        let at = due.at / Timestamp.nanoseconds
        switch due.kind {
        case .closure:
            guard try books.closeIfDue(due) else { return nil }
            return Fired(
                at: at, what: EventName.virtualAccountClosed.rawValue, id: due.entity,
                kind: .closure)
        case .batch:
            guard let record = try books.settleIfDue(due) else { return nil }
            return Fired(
                at: at, what: "credit.\(record.status.rawValue)", id: due.entity, kind: .batch)
        case .refund, .delivery: return nil
        }
    }

    private static func delivered(_ due: Due, _ status: Int64) -> Fired {
        Fired(
            at: due.at / Timestamp.nanoseconds, what: "webhook.attempted", id: due.entity,
            kind: .delivery)
    }
}
