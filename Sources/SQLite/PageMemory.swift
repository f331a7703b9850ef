internal import CSQLite
internal import Glibc

/// Where the pages of one cache lie: blocks, each twice as large as the one before, up to four
/// mebibytes.
///
/// A large database asks for huge pages of the processor, of which it needs five hundred times
/// fewer. A small one does not: each costs some milliseconds when it is first touched, and all who
/// are being answered then wait for it.
@safe
struct PageMemory {
    private let pageBytes: Int
    /// From one page to the next.
    private let stride: Int
    private var blocks: [UnsafeMutableRawPointer] = unsafe []
    private var blockBytes = 32_768
    private static let blockBytesMax = 4 << 20
    /// How much there is in all blocks before the next one asks for huge pages.
    private static let smallBytesMax = 128 << 20
    private static let hugePageBytes = 2 << 20
    private var bytes = 0
    /// What has not been a page yet, at the end of the last block.
    private var fresh: UnsafeMutableRawPointer?
    private var freshCount = 0
    /// Pages that were given back.
    private var blank: UnsafeMutablePointer<Page>?

    init(pageBytes: Int, extraBytes: Int) {
        self.pageBytes = pageBytes
        let line = 64
        let bytes = unsafe pageBytes + MemoryLayout<Page>.stride + extraBytes
        stride = (bytes + line - 1) / line * line
    }

    /// A page, in use, with no number; nil where there is no memory.
    ///
    /// SQLite knows a page that is new to it by the zero that its own part begins with.
    mutating func page() -> UnsafeMutablePointer<Page>? {
        if let page = unsafe blank {
            unsafe blank = page.pointee.older
            unsafe page.pointee.face.pExtra.storeBytes(of: 0, as: Int.self)
            return unsafe page
        }
        if freshCount == 0 { addBlock() }
        guard freshCount > 0, let content = unsafe fresh else { return nil }
        freshCount -= 1
        unsafe fresh = content + stride
        let page = unsafe (content + pageBytes).bindMemory(to: Page.self, capacity: 1)
        let extra = unsafe UnsafeMutableRawPointer(page + 1)
        unsafe extra.storeBytes(of: 0, as: Int.self)
        unsafe page.initialize(to: Page(face: sqlite3_pcache_page(pBuf: content, pExtra: extra)))
        return unsafe page
    }

    mutating func free(_ page: UnsafeMutablePointer<Page>) {
        unsafe page.pointee.older = blank
        unsafe blank = page
    }

    private mutating func addBlock() {
        var block: UnsafeMutableRawPointer?
        let isHuge = bytes >= PageMemory.smallBytesMax
        let alignment = isHuge ? PageMemory.hugePageBytes : 64
        guard unsafe posix_memalign(&block, alignment, blockBytes) == 0, let block = unsafe block
        else { return }
        if isHuge { unsafe madvise(block, blockBytes, MADV_HUGEPAGE) }
        unsafe blocks.append(block)
        bytes += blockBytes
        unsafe fresh = block
        freshCount = blockBytes / stride
        blockBytes = min(2 * blockBytes, PageMemory.blockBytesMax)
    }

    /// Gives the memory back.
    func end() {
        unsafe blocks.forEach { block in unsafe Glibc.free(block) }
    }
}
