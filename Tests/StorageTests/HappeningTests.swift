import SmartCollect
import Testing

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
        #expect(Set(Happening.allCases.map(\.names)).count == Happening.allCases.count)
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
