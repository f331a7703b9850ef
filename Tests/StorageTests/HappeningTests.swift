import SmartCollect
import Testing
import Wire

@testable import Storage

/// A happening and the events that tell of it lead to each other.
struct HappeningTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    @Test(arguments: Happening.allCases)
    func `there are ids for all events of a happening`(_ happening: Happening) {
        #expect(!happening.names.isEmpty)
        #expect(happening.names.count <= Happening.eventsMax)
    }

    @Test func `no two happenings are told alike`() {
        let happenings = Happening.allCases.filter { $0 != .pinnedAccountOpened }
        #expect(Set(happenings.map(\.names)).count == happenings.count)
    }

    @Test(arguments: [nil, "00000000000001", "zzzzzzzzzzzzzz"] as [String?])
    func `an account's events are listed, its opening among them`(pinned: String?) throws {
        var accounts: [VirtualAccount] = []
        for turn in 0..<3 {
            let draft = VirtualAccountDraft(
                receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: [])
            accounts.append(
                try books.open(draft, as: turn == 1 ? pinned.map(ID.init(known:)) : nil))
            world.time += Timestamp.nanoseconds
        }
        for account in accounts + accounts.reversed() {
            _ = try books.pay(account)
            world.time += Timestamp.nanoseconds
        }
        _ = try books.close(books.virtualAccount(accounts[1].id))
        let all = try books.events(EventFilter(page: ListQuery(count: 100)))
        #expect(all.count == 3 + 6 * 3 + 1)
        for account in accounts {
            try check(
                all.filter { $0.virtualAccountID == account.id }, .virtualAccount(account.id))
        }
        try check([], .virtualAccount(ID(known: "00000000000zzz")))
        #expect(try books.ledger().discrepancies == [])
    }

    /// Looks at a list of events, newest first, from all sides.
    private func check(_ events: [EventRecord], _ entity: EventFilter.Entity) throws {
        let list = { (name: EventName?, page: ListQuery) in
            try books.events(EventFilter(name: name?.rawValue, entity: entity, page: page))
        }
        #expect(try list(nil, ListQuery(count: 100)) == events)
        for skip in 0...events.count {
            let page = try list(nil, ListQuery(count: 2, skip: Int64(skip)))
            #expect(page == Array(events.dropFirst(skip).prefix(2)))
        }
        for name in EventName.allCases {
            let named = events.filter { $0.event.name == name }
            #expect(try list(name, ListQuery(count: 100)) == named)
        }
        let oldestFirst = Array(events.reversed())
        let filter = EventFilter(entity: entity, page: ListQuery(count: 100))
        #expect(try books.events(filter, after: nil) == oldestFirst)
        for (index, record) in oldestFirst.enumerated() {
            let (time, id) = (record.event.createdAt, record.event.id)
            #expect(
                try list(nil, ListQuery(from: time, to: time, count: 100))
                    == events.filter { $0.event.createdAt == time })
            #expect(
                try books.events(filter, after: id) == Array(oldestFirst.dropFirst(index + 1)))
        }
    }

    @Test func `an event leads to its happening, whatever digits its id ends in`() throws {
        for step in 0..<200 as Range<Int64> {
            world.time += step
            let happening = books.happeningID()
            for place in 0..<Happening.eventsMax {
                let event = ID<Event>(happening, place: place)
                #expect(event.place == place)
                #expect(event.happening == happening)
            }
        }
    }

    @Test func `each event is found, and those that there are not are not`() throws {
        _ = try books.pay(books.account())
        let events = try books.events(EventFilter()).reversed()
        #expect(
            events.map(\.event.name) == [
                .virtualAccountCreated, .paymentAuthorized, .paymentCaptured,
                .virtualAccountCredited,
            ])
        for record in events { #expect(try books.event(record.event.id) == record) }
        let last = try #require(events.last).event.id
        #expect(throws: Refusal.self) { try books.event(last.later(by: 1)) }
        for (index, record) in events.enumerated() {
            let rest = try books.events(EventFilter(), after: record.event.id)
            #expect(rest == Array(events.dropFirst(index + 1)))
        }
    }
}
