internal import CSQLite

/// The pages of one database that are at hand: what SQLite reads and changes, it asks for here.
///
/// A database in memory is nothing else, and its pages are never dropped. Of a file, the pages used
/// last are kept, and those that nobody uses make room for others.
///
/// SQLite's own cache hashes page numbers. When it puts the pages of a split in order, which one
/// insert in ten or so leads to, it gives one of them for a moment a number far beyond the last,
/// and the next commit looks through the whole hash table for such pages: the larger the cache,
/// the dearer a commit. Here a page is found by its number alone.
struct PageCache {
    private let isPurgeable: Bool
    /// Of a file, so many pages are kept.
    private var countMax = 0
    private(set) var count = 0
    private var table = PageTable()
    private var memory: PageMemory
    private var unused = UnusedPages()

    /// - Parameters:
    ///   - pageBytes: the size of a page.
    ///   - extraBytes: the size of what SQLite notes about a page.
    ///   - isPurgeable: whether a page that nobody uses can be had again, from a file.
    init(pageBytes: Int, extraBytes: Int, isPurgeable: Bool) {
        self.isPurgeable = isPurgeable
        memory = PageMemory(pageBytes: pageBytes, extraBytes: extraBytes)
    }

    /// How hard to try for a page that is not at hand.
    enum Effort: Int32 {
        case none
        /// Not where most pages are in use: SQLite then writes some of them out, and asks again.
        case some
        case utmost
    }

    /// The page of a number, from now on in use; nil where it is not at hand and is not made.
    mutating func fetch(_ number: UInt32, _ effort: Effort) -> UnsafeMutablePointer<Page>? {
        if let page = unsafe table[number] {
            if unsafe page.pointee.isUnused { unsafe unused.remove(page) }
            return unsafe page
        }
        guard effort != .none, hasRoom(effort), let page = unsafe memory.page() else { return nil }
        unsafe page.pointee.number = number
        unsafe table.set(number, to: page)
        count += 1
        return unsafe page
    }

    /// Whether one more page may be at hand, after dropping one for it where that is possible.
    private mutating func hasRoom(_ effort: Effort) -> Bool {
        guard isPurgeable else { return true }
        if effort == .some, count - unused.count >= countMax * 9 / 10 { return false }
        if count >= countMax, let oldest = unsafe unused.oldest { unsafe drop(oldest) }
        return true
    }

    /// Takes back a page that nobody uses any more.
    mutating func release(_ page: UnsafeMutablePointer<Page>, isWanted: Bool) {
        if isWanted, count <= countMax {
            unsafe unused.add(page)
        } else {
            unsafe drop(page)
        }
    }

    /// Gives a page another number; the page that had it is dropped.
    mutating func renumber(_ page: UnsafeMutablePointer<Page>, to number: UInt32) {
        if let other = unsafe table[number] { unsafe drop(other) }
        unsafe table.set(page.pointee.number, to: nil)
        unsafe table.set(number, to: page)
        unsafe page.pointee.number = number
    }

    /// Drops every page from a number on, in use or not.
    mutating func truncate(to limit: UInt32) {
        while let page = unsafe table.last(from: limit) { unsafe drop(page) }
    }

    /// Sets how many pages of a file are kept.
    mutating func keep(_ count: Int) {
        countMax = count
        while isPurgeable, self.count > count, let oldest = unsafe unused.oldest {
            unsafe drop(oldest)
        }
    }

    /// Drops every page that nobody uses.
    mutating func shrink() {
        while let oldest = unsafe unused.oldest { unsafe drop(oldest) }
    }

    /// Gives all memory back.
    mutating func end() {
        table.free()
        memory.end()
    }

    private mutating func drop(_ page: UnsafeMutablePointer<Page>) {
        if unsafe page.pointee.isUnused { unsafe unused.remove(page) }
        unsafe table.set(page.pointee.number, to: nil)
        unsafe memory.free(page)
        count -= 1
    }
}

extension PageCache {
    /// What SQLite calls, with the address of a cache for its handle.
    static var methods: sqlite3_pcache_methods2 {
        unsafe sqlite3_pcache_methods2(
            iVersion: 1, pArg: nil,
            xInit: { _ in SQLITE_OK },
            xShutdown: nil,
            xCreate: { pageBytes, extraBytes, isPurgeable in
                let cache = UnsafeMutablePointer<PageCache>.allocate(capacity: 1)
                unsafe cache.initialize(
                    to: PageCache(
                        pageBytes: Int(pageBytes), extraBytes: Int(extraBytes),
                        isPurgeable: isPurgeable != 0))
                return OpaquePointer(cache)
            },
            xCachesize: { unsafe PageCache.at($0).pointee.keep(Int($1)) },
            xPagecount: { unsafe Int32(PageCache.at($0).pointee.count) },
            xFetch: { cache, number, effort in
                let effort = Effort(rawValue: effort) ?? .utmost
                let page = unsafe PageCache.at(cache).pointee.fetch(number, effort)
                return unsafe UnsafeMutableRawPointer(page)?.assumingMemoryBound(
                    to: sqlite3_pcache_page.self)
            },
            xUnpin: { cache, page, isUnwanted in
                unsafe PageCache.at(cache).pointee.release(
                    PageCache.at(page), isWanted: isUnwanted == 0)
            },
            xRekey: { cache, page, _, number in
                unsafe PageCache.at(cache).pointee.renumber(PageCache.at(page), to: number)
            },
            xTruncate: { unsafe PageCache.at($0).pointee.truncate(to: $1) },
            xDestroy: { cache in
                let cache = unsafe PageCache.at(cache)
                unsafe cache.pointee.end()
                unsafe cache.deinitialize(count: 1)
                unsafe cache.deallocate()
            },
            xShrink: { unsafe PageCache.at($0).pointee.shrink() })
    }

    private static func at(_ handle: OpaquePointer?) -> UnsafeMutablePointer<PageCache> {
        guard let handle = unsafe handle else { preconditionFailure("SQLite names a cache") }
        return unsafe UnsafeMutablePointer(handle)
    }

    private static func at(
        _ face: UnsafeMutablePointer<sqlite3_pcache_page>?
    ) -> UnsafeMutablePointer<Page> {
        guard let face = unsafe face else { preconditionFailure("SQLite names a page") }
        return unsafe UnsafeMutableRawPointer(face).assumingMemoryBound(to: Page.self)
    }
}
