public import SmartCollect
public import Storage

/// Does what falls due, in due order, each thing at its own time: by itself in real time, or all
/// at once when a merchant's clock is moved.
public final class Clockwork {
    /// Tells a webhook what is due by now, and then whoever waits for it what became of that;
    /// nothing else that falls due can take time.
    public typealias Courier = (
        _ webhook: ID<Webhook>, _ books: Books, _ done: (([News]) -> Void)?
    ) -> Void

    private let courier: Courier
    /// The merchants whose clocks are being moved, and who waits to move them on.
    private var moves: [MerchantKey: [() -> Void]] = [:]

    /// A clockwork that leaves telling webhooks to a courier.
    public init(courier: @escaping Courier) {
        self.courier = courier
    }

    /// Does everything that is due by now; a merchant is told of its own.
    ///
    /// The store is asked again for what falls due next even where nothing was due: whoever wakes
    /// us goes by another clock than the books, and may have come too early.
    ///
    /// - Throws: `SQLiteError` where something could not be done.
    public func tick(_ store: Store) throws {
        store.reconsiderDue()
        var failure: (any Error)?
        for books in store.allBooks where moves[books.key] == nil {
            // What one merchant's disk space or records do not allow keeps no other waiting.
            do { try tick(books) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func tick(_ books: Books) throws {
        while let due = try books.due(until: books.nanoseconds) {
            if due.kind == .delivery {
                try books.take(due)
                courier(ID(known: due.entity), books, nil)
            } else {
                _ = try books.take(due) { try fire(due, books) }
            }
        }
    }

    /// Moves a merchant's clock, stopping at everything that falls due on the way.
    ///
    /// - Parameters:
    ///   - books: the merchant's.
    ///   - begin: asked where to when no other move is under way any more: nanoseconds on the
    ///     merchant's clock, not before its present.
    ///   - done: told what happened, when all of it has, or why nothing has.
    public func advance(
        _ books: Books, _ begin: @escaping () throws -> Int64,
        then done: @escaping (Result<[Fired], any Error>) -> Void
    ) {
        let move = Move(books: books, begin: begin) { [self] result in
            done(result)
            end(books.key)
        }
        if moves[books.key] == nil {
            moves[books.key] = []
            start(move)
        } else {
            moves[books.key]?.append { [self] in start(move) }
        }
    }

    /// One move of one clock.
    private final class Move {
        let books: Books
        let begin: () throws -> Int64
        let done: (Result<[Fired], any Error>) -> Void
        var target: Int64 = 0
        var fired: [Fired] = []
        /// Whether something has fallen due on the way.
        var hasBegun = false

        init(
            books: Books, begin: @escaping () throws -> Int64,
            done: @escaping (Result<[Fired], any Error>) -> Void
        ) {
            self.books = books
            self.begin = begin
            self.done = done
        }
    }

    /// What a webhook is being told at this moment belongs to the time before the move: it is
    /// waited for, and not counted among what the move has brought about.
    private func start(_ move: Move) {
        do {
            move.target = try move.begin()
            try move.books.wakeWebhooks()
            go(move)
        } catch {
            move.done(.failure(error))
        }
    }

    private func go(_ move: Move) {
        let books = move.books
        do {
            while let due = try books.due(until: move.target) {
                move.hasBegun = move.hasBegun || due.at > books.nanoseconds || due.kind != .delivery
                if due.at > books.nanoseconds {
                    try books.set(clock: books.clock.set(to: due.at, system: books.systemNow))
                }
                if due.kind == .delivery {
                    try books.take(due)
                    guard tell(due, move) else { return }
                } else if let one = try books.take(due, { try fire(due, books) }) {
                    move.fired.append(one)
                }
            }
            if move.target > books.nanoseconds {
                try books.set(clock: books.clock.set(to: move.target, system: books.systemNow))
            }
            move.done(.success(move.fired))
        } catch {
            move.done(.failure(error))
        }
    }

    /// Has a webhook told, and goes on when it has been.
    ///
    /// - Returns: whether it has been told already, so that there is nothing to wait for.
    private func tell(_ due: Due, _ move: Move) -> Bool {
        var isOver = false
        var isWaiting = false
        courier(ID(known: due.entity), move.books) { [self] news in
            if move.hasBegun { move.fired += news.compactMap { Fired($0, at: move.books.now) } }
            if isWaiting { go(move) } else { isOver = true }
        }
        isWaiting = true
        return isOver
    }

    private func end(_ key: MerchantKey) {
        guard var waiting = moves[key], !waiting.isEmpty else {
            moves[key] = nil
            return
        }
        let next = waiting.removeFirst()
        moves[key] = waiting
        next()
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
        case .refund:
            guard let refund = try books.pendingRefund(due) else { return nil }
            _ = try books.settle(
                refund, as: .processed, reference: Bank.returnReference(of: refund, for: books))
            return Fired(
                at: at, what: EventName.refundProcessed.rawValue, id: due.entity, kind: .refund)
        case .dormancy, .delivery: return nil
        }
    }
}
