import Testing

@testable import SQLite

/// Which pages are at hand.
struct PageTests {
    private func cache(keeping count: Int, isPurgeable: Bool = true) -> PageCache {
        var cache = PageCache(pageBytes: 4096, extraBytes: 200, isPurgeable: isPurgeable)
        cache.keep(count)
        return cache
    }

    /// Asks for pages and leaves them at once.
    private func visit(_ numbers: some Sequence<UInt32>, in cache: inout PageCache) {
        for number in numbers {
            if let page = unsafe cache.fetch(number, .utmost) {
                unsafe cache.release(page, isWanted: true)
            }
        }
    }

    private func isAtHand(_ number: UInt32, in cache: inout PageCache) -> Bool {
        guard let page = unsafe cache.fetch(number, .none) else { return false }
        let isRight = unsafe page.pointee.number == number
        unsafe cache.release(page, isWanted: true)
        return isRight
    }

    @Test func `of a file the pages used last are kept`() {
        var cache = cache(keeping: 10)
        defer { cache.end() }
        visit(1...10, in: &cache)
        visit([1, 2, 3], in: &cache)
        visit(100...104, in: &cache)
        #expect(cache.count == 10)
        let kept = (1...104).filter { isAtHand($0, in: &cache) }
        #expect(kept == [1, 2, 3, 9, 10, 100, 101, 102, 103, 104])
        cache.keep(4)
        #expect(cache.count == 4)
        cache.shrink()
        #expect(cache.count == 0)
    }

    @Test func `pages in use are not dropped, and SQLite is asked to write some out first`() {
        var cache = cache(keeping: 10)
        defer { cache.end() }
        for number: UInt32 in 1...9 { #expect(unsafe cache.fetch(number, .some) != nil) }
        #expect(unsafe cache.fetch(10, .some) == nil)
        for number: UInt32 in 10...30 { #expect(unsafe cache.fetch(number, .utmost) != nil) }
        #expect(cache.count == 30)
        for number: UInt32 in 1...30 { #expect(unsafe cache.fetch(number, .none) != nil) }
    }

    @Test func `of a database in memory every page is kept`() {
        var cache = cache(keeping: 10, isPurgeable: false)
        defer { cache.end() }
        for number: UInt32 in 1...3000 { #expect(unsafe cache.fetch(number, .some) != nil) }
        #expect(cache.count == 3000)
    }

    @Test(arguments: [1, 2, 255, 256, 257, 1000, 1001, 5000] as [UInt32])
    func `what lies beyond the end is dropped, in use or not`(_ limit: UInt32) throws {
        var cache = cache(keeping: 5000)
        defer { cache.end() }
        visit(1...700, in: &cache)
        for number: UInt32 in 701...1000 { #expect(unsafe cache.fetch(number, .utmost) != nil) }
        // As SQLite does when it puts pages in order.
        let far = unsafe try #require(unsafe cache.fetch(1000, .none))
        unsafe cache.renumber(far, to: 262_145)
        unsafe cache.renumber(far, to: 1000)
        cache.truncate(to: limit)
        #expect(cache.count == Int(min(limit - 1, 1000)))
        let kept = (1...1100).filter { isAtHand($0, in: &cache) }
        #expect(kept == Array(1..<min(limit, 1001)))
        visit(1...1000, in: &cache)
        #expect(cache.count == 1000)
    }

    @Test func `a page with another number takes the place of the page that had it`() throws {
        var cache = cache(keeping: 10)
        defer { cache.end() }
        visit([1, 2, 3], in: &cache)
        let page = unsafe try #require(unsafe cache.fetch(1, .none))
        unsafe cache.renumber(page, to: 3)
        #expect(unsafe cache.fetch(3, .none) == page)
        #expect(unsafe cache.fetch(1, .none) == nil)
        #expect(cache.count == 2)
    }
}
