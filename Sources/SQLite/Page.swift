internal import CSQLite

/// One page of a database at hand. What it holds lies before it, what SQLite notes about it behind.
@unsafe
struct Page {
    /// What SQLite knows of it, which takes the address of this for the page's.
    var face: sqlite3_pcache_page
    /// Its place in the database, from 1.
    var number: UInt32 = 0
    /// Whether nobody uses it just now, so that it may be dropped.
    var isUnused = false
    /// Among the unused: the one used after it. Among the blank: nil.
    var newer: UnsafeMutablePointer<Page>?
    /// Among the unused: the one used before it. Among the blank: another.
    var older: UnsafeMutablePointer<Page>?
}

/// The pages that nobody uses, by when they were last used.
@safe
struct UnusedPages {
    private(set) var count = 0
    private var newest: UnsafeMutablePointer<Page>?
    private(set) var oldest: UnsafeMutablePointer<Page>?

    mutating func add(_ page: UnsafeMutablePointer<Page>) {
        unsafe page.pointee.isUnused = true
        unsafe page.pointee.newer = nil
        unsafe page.pointee.older = newest
        unsafe newest?.pointee.newer = page
        unsafe newest = page
        if unsafe oldest == nil { unsafe oldest = page }
        count += 1
    }

    mutating func remove(_ page: UnsafeMutablePointer<Page>) {
        let (newer, older) = unsafe (page.pointee.newer, page.pointee.older)
        if let newer = unsafe newer {
            unsafe newer.pointee.older = older
        } else {
            unsafe newest = older
        }
        if let older = unsafe older {
            unsafe older.pointee.newer = newer
        } else {
            unsafe oldest = newer
        }
        unsafe page.pointee.isUnused = false
        count -= 1
    }
}
