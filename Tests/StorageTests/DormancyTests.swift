import SmartCollect
import Testing
import Wire

@testable import Storage

/// Accounts that nobody pays into close by themselves, each of them, however many share a second.
struct DormancyTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    private static let days: Int64 = 90 * 86_400 * Timestamp.nanoseconds

    /// What falls due by a moment, in order.
    private func takeAll(until time: Int64) throws -> [String] {
        var ids: [String] = []
        while let due = try books.takeDue(until: time) {
            guard due.kind == .closure else { continue }
            #expect(
                try books.closeIfDue(due)
                    == (try books.virtualAccount(ID(known: due.entity)).isClosed))
            ids.append(due.entity)
        }
        return ids
    }

    @Test func `all accounts of a second are found by one reminder`() throws {
        let accounts = try (1...5).map { _ in try books.account() }
        #expect(Set(accounts.map(\.createdAt)).count == 1)
        #expect(try world.rows(of: books.number)["dues"] == 1)
        let due = (accounts[0].createdAt + 90 * 86_400) * Timestamp.nanoseconds
        #expect(try takeAll(until: due - 1) == [])
        #expect(try takeAll(until: due) == accounts.map(\.id.text))
        #expect(try accounts.allSatisfy { try books.virtualAccount($0.id).isClosed })
        #expect(try world.rows(of: books.number)["dues"] == 0)
    }

    /// The account is made on day 0; the settings change on a day, and the account closes on one.
    @Test(
        arguments: [
            (from: 90, to: 30, on: 20, closes: 30), (from: 90, to: 30, on: 50, closes: 50),
            (from: 30, to: 90, on: 20, closes: 90), (from: nil, to: 90, on: 200, closes: 200),
            (from: nil, to: 90, on: 20, closes: 90), (from: 90, to: nil, on: 20, closes: nil),
        ] as [(from: Int64?, to: Int64?, on: Int64, closes: Int64?)])
    func `what was planned under other settings is planned anew`(
        _ from: Int64?, _ to: Int64?, _ on: Int64, _ closes: Int64?
    ) throws {
        let days = { (count: Int64?) in
            JSON.object([
                JSON.Member(name: "dormancy_days", value: count.map(JSON.integer) ?? .null)
            ])
        }
        try books.apply(settings: days(from))
        let account = try books.account()
        world.time += on * 86_400 * Timestamp.nanoseconds
        #expect(try takeAll(until: books.nanoseconds) == [])
        try books.apply(settings: days(to))
        _ = try takeAll(until: .max)
        let closed = try books.virtualAccount(account.id)
        #expect(closed.closedAt == closes.map { account.createdAt + $0 * 86_400 })
    }

    @Test func `who was paid, closed or planned otherwise keeps its own time`() throws {
        let (paid, closed, idle) = try (books.account(), books.account(), books.account())
        let planned = try books.open(
            VirtualAccountDraft(
                receivers: ReceiversDraft(bankAccount: BankAccountDraft()),
                closeBy: books.now + 86_400))
        world.time += 10 * Timestamp.nanoseconds
        _ = try books.pay(paid)
        _ = try books.close(closed)
        let created = idle.createdAt * Timestamp.nanoseconds
        #expect(try takeAll(until: created + 86_400 * Timestamp.nanoseconds) == [planned.id.text])
        #expect(try takeAll(until: created + Self.days) == [paid.id.text, idle.id.text])
        #expect(try !books.virtualAccount(paid.id).isClosed)
        #expect(
            try takeAll(until: created + Self.days + 10 * Timestamp.nanoseconds)
                == [paid.id.text])
        #expect(try books.virtualAccount(paid.id).isClosed)
    }

    @Test func `a reminder that was undone is written again`() throws {
        struct Failure: Error {}
        try books.keep(answer: [], key: "first", request: "so that a savepoint follows")
        #expect(throws: Failure.self) {
            try books.change {
                _ = try books.account()
                throw Failure()
            }
        }
        let account = try books.account()
        #expect(try world.rows(of: books.number)["dues"] == 1)
        let due = (account.createdAt + 90 * 86_400) * Timestamp.nanoseconds
        #expect(try takeAll(until: due) == [account.id.text])
    }

    @Test func `an account whose id was pinned is reminded of by itself`() throws {
        let pinned: ID<VirtualAccount> = try ID(wire: "va_OrchidNila0001")
        let draft = VirtualAccountDraft(
            receivers: ReceiversDraft(bankAccount: BankAccountDraft()))
        let account = try books.open(draft, as: pinned)
        let due = (account.createdAt + 90 * 86_400) * Timestamp.nanoseconds
        #expect(try takeAll(until: due) == [pinned.text])
    }
}
