import HTTP
import SmartCollect
import Storage
import Wire

/// A request that waits for events.
struct Waiter {
    let ticket: Ticket
    let merchant: MerchantKey
    /// Which events count, and how many of them there must be.
    let filter: EventFilter
    /// Those behind this one count.
    let since: ID<Event>?
    /// Whether an event counts only once a webhook has taken it.
    let deliveredOnly: Bool
    /// Those that were there already.
    var found: [EventRecord]

    var isServed: Bool { found.count >= filter.page.count }
}

/// Who waits for what.
///
/// A waiter is found by what it waits for: an event touches at most four entities and has one name,
/// so it is looked for in eight places, however many others wait.
struct Waiters {
    /// What somebody waits for.
    private struct Wish: Hashable {
        let merchant: MerchantKey
        let name: String?
        let entity: String?
    }

    private var byTicket: [Ticket: Waiter] = [:]
    private var byWish: [Wish: Set<Ticket>] = [:]
    private var counts: [MerchantKey: Int] = [:]

    var isEmpty: Bool { byTicket.isEmpty }

    func areWaiting(_ merchant: MerchantKey) -> Bool {
        !byTicket.isEmpty && counts[merchant] != nil
    }

    mutating func add(_ waiter: Waiter) {
        byTicket[waiter.ticket] = waiter
        byWish[Waiters.wish(of: waiter), default: []].insert(waiter.ticket)
        counts[waiter.merchant, default: 0] += 1
    }

    mutating func remove(_ ticket: Ticket) -> Waiter? {
        guard let waiter = byTicket.removeValue(forKey: ticket) else { return nil }
        let wish = Waiters.wish(of: waiter)
        byWish[wish]?.remove(ticket)
        if byWish[wish]?.isEmpty == true { byWish[wish] = nil }
        let count = counts[waiter.merchant, default: 1] - 1
        counts[waiter.merchant] = count > 0 ? count : nil
        return waiter
    }

    /// The waiters that have all they waited for with this event; they wait no longer.
    mutating func served(
        by record: EventRecord, of merchant: MerchantKey, isDelivered: Bool
    ) -> [Waiter] {
        guard areWaiting(merchant) else { return [] }
        var served: [Waiter] = []
        for ticket in tickets(record, merchant) {
            guard var waiter = byTicket[ticket], waiter.deliveredOnly == isDelivered,
                record.event.id.text > waiter.since?.text ?? "",
                !waiter.found.contains(where: { $0.event.id == record.event.id })
            else { continue }
            waiter.found.append(record)
            byTicket[ticket] = waiter
            if waiter.isServed, let last = remove(ticket) { served.append(last) }
        }
        return served
    }

    /// Whoever waits for an event like this one, in the order in which they came.
    private func tickets(_ record: EventRecord, _ merchant: MerchantKey) -> [Ticket] {
        var tickets: [Ticket] = []
        for name in [record.event.name.rawValue, nil] {
            for entity in record.entities {
                let wish = Wish(merchant: merchant, name: name, entity: entity)
                tickets += byWish[wish] ?? []
            }
        }
        return tickets.sorted { $0.number < $1.number }
    }

    private static func wish(of waiter: Waiter) -> Wish {
        Wish(
            merchant: waiter.merchant, name: waiter.filter.name,
            entity: waiter.filter.entity?.id)
    }
}

extension EventRecord {
    /// The ids of what it is about, and nil for whoever does not care.
    fileprivate var entities: [String?] {
        [nil, virtualAccountID.text] + [paymentID?.text, refundID?.text].filter { $0 != nil }
    }
}
