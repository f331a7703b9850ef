import SmartCollect

/// What a merchant is to be reminded of, and when.
extension Books {
    /// Asks to be reminded of something.
    func remind(_ kind: Due.Kind, _ entity: String, at time: Int64) throws {
        try tables.dues.insert(Due(at: time, kind: kind, entity: entity), of: number)
        guard nextDue.map({ time < $0 }) ?? true else { return }
        nextDue = time
        store.isDueStale = true
    }

    /// Asks to be reminded of all accounts that are made in a second, once for all of them.
    func remindOfDormancy(made second: Timestamp, at time: Int64) throws {
        // What was written in a change that was undone is not there.
        let fresh = Fresh(second: second, time: time, undoings: store.undoings)
        guard fresh != lastFresh else { return }
        try remind(.dormancy, String(second), at: time)
        lastFresh = fresh
    }

    /// A reminder of accounts that was written down last.
    struct Fresh: Equatable {
        let second: Timestamp
        let time: Int64
        let undoings: Int
    }

    /// Sees to it that a webhook is told what it is to be told.
    func wake(_ webhook: ID<Webhook>) {
        guard !woken.contains(webhook) else { return }
        woken.append(webhook)
        store.isDueStale = true
    }

    /// Whether something is due by now.
    var isDue: Bool { !woken.isEmpty || (nextDue.map { $0 <= nanoseconds } ?? false) }

    /// The earliest reminder that is not after a moment, which is given in nanoseconds on the
    /// merchant's clock.
    public func due(until time: Int64) throws -> Due? {
        if let webhook = woken.first {
            return Due(at: nanoseconds, kind: .delivery, entity: webhook.text)
        }
        guard let nextDue, nextDue <= time else { return nil }
        var due = try tables.dues.earliest(of: number)
        while let many = due, many.kind == .dormancy, many.at <= time {
            try change { try tables.dues.spread(many, of: number) }
            lastFresh = nil
            due = try tables.dues.earliest(of: number)
        }
        self.nextDue = due?.at
        return due.flatMap { $0.at <= time ? $0 : nil }
    }

    /// Does what there is a reminder of, and forgets the reminder: both, or neither.
    public func take<Result>(
        _ due: Due, _ act: () throws -> Result = {}
    ) throws -> Result {
        store.isDueStale = true
        if woken.first?.text == due.entity {
            woken.removeFirst()
            return try act()
        }
        do {
            return try change {
                try tables.dues.delete(due, of: number)
                nextDue = try tables.dues.earliest(of: number)?.at
                return try act()
            }
        } catch {
            if number != Books.nobody { nextDue = due.at }
            throw error
        }
    }

    /// Asks to be reminded of every account that is open, when it will have been dormant for so
    /// many days: what was planned for it under other settings may be too late, or nothing.
    func remindOfDormancy(_ days: Int64) throws {
        try tables.dues.insertDormancies(days: days, notBefore: nanoseconds, of: number)
        nextDue = try tables.dues.earliest(of: number)?.at
        store.isDueStale = true
    }
}

extension Store {
    /// How long until something falls due by itself, in nanoseconds, 0 for at once; nil while
    /// nothing has changed since it was last asked.
    ///
    /// - Returns: `.some(nil)` when nothing is planned at all.
    public func timeToNextDue() -> Int64?? {
        guard isDueStale else { return nil }
        isDueStale = false
        let now = system()
        var least: Int64?
        for books in allBooks {
            if books.isDue { return .some(0) }
            guard let due = books.nextDue, let time = books.clock.system(at: due) else { continue }
            least = min(least ?? .max, max(0, time - now))
        }
        return .some(least)
    }

    /// The system's present in nanoseconds since 1970.
    public var systemNow: Int64 { system() }

    /// Asks to be asked again for what falls due next.
    public func reconsiderDue() { isDueStale = true }
}
