import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage

struct PageTests {
    private let world: World

    init() throws {
        world = try World()
    }

    private func query(_ count: Int64, skip: Int64) -> ListQuery {
        ListQuery(count: count, skip: skip)
    }

    /// Many records in one second, so that ids decide, and then some in later seconds.
    private func filled() throws -> (Books, [String]) {
        let books = try world.books()
        var made: [String] = []
        for number in 0..<60 {
            if number > 30 { world.time += Timestamp.nanoseconds }
            made.append(try books.account().id.text)
        }
        return (books, made.reversed())
    }

    @Test func `walking page by page shows every record once, newest first`() throws {
        let (books, expected) = try filled()
        var seen: [String] = []
        while true {
            let page = try books.virtualAccounts(query(7, skip: Int64(seen.count)))
            if page.isEmpty { break }
            seen += page.map(\.id.text)
        }
        #expect(seen == expected)
    }

    @Test func `a page asked for out of turn is the same as in turn`() throws {
        let (books, expected) = try filled()
        for skip in [40, 0, 50, 10, 20, 59, 60, 1000] {
            let page = try books.virtualAccounts(query(10, skip: Int64(skip)))
            #expect(page.map(\.id.text) == Array(expected.dropFirst(skip).prefix(10)))
        }
    }

    @Test func `a record added in between moves the next page`() throws {
        let (books, expected) = try filled()
        _ = try books.virtualAccounts(query(10, skip: 0))
        _ = try books.account()
        let next = try books.virtualAccounts(query(10, skip: 10))
        #expect(next.map(\.id.text) == Array(expected.dropFirst(9).prefix(10)))
    }

    @Test func `the end of a page is where the next begins, until a record is added`() {
        var ends = PageEnds()
        let place = Page.Place(createdAt: 7, id: "seven")
        let first = ends.locate(Page(query(10, skip: 0)), in: "list", of: "", lastID: 1)
        #expect(first.after == nil)
        ends.note(first, in: "list", of: "", ends: place)
        let next = Page(query(10, skip: 10))
        #expect(ends.locate(next, in: "list", of: "", lastID: 1).after == place)
        #expect(ends.locate(next, in: "other", of: "", lastID: 1).after == nil)
        #expect(ends.locate(next, in: "list", of: "somebody", lastID: 1).after == nil)
        #expect(ends.locate(next, in: "list", of: "", lastID: 2).after == nil)
        #expect(ends.locate(next, in: "list", of: "", lastID: 1).after == nil)
    }

    @Test func `no list is sorted after it is read`() throws {
        let clauses = [Page.regularClause, Page.strayClause]
        let lists = world.store.queries.all.map(\.sql).filter { sql in
            clauses.contains(where: sql.contains)
        }
        #expect(lists.count >= 18)
        for sql in lists {
            let plan = try world.store.connection.explainQueryPlan(sql).joined(separator: "\n")
            #expect(!plan.contains("TEMP B-TREE"), "\(sql)\n\(plan)")
        }
    }
}
