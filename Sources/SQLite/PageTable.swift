/// Finds pages by their numbers: an array in pieces, of which only those that hold a page exist.
@safe
struct PageTable {
    private typealias Piece = UnsafeMutablePointer<UnsafeMutablePointer<Page>?>
    private static let pieceCount = 256

    private var pieces: UnsafeMutablePointer<Piece?>
    private var piecesMax = 8
    /// No page has this number or one above.
    private var end: UInt32 = 0

    init() {
        unsafe pieces = .allocate(capacity: piecesMax)
        unsafe pieces.initialize(repeating: nil, count: piecesMax)
    }

    subscript(number: UInt32) -> UnsafeMutablePointer<Page>? {
        let (piece, place) = PageTable.position(of: number)
        guard piece < piecesMax, let pages = unsafe pieces[piece] else { return nil }
        return unsafe pages[place]
    }

    mutating func set(_ number: UInt32, to page: UnsafeMutablePointer<Page>?) {
        let (piece, place) = PageTable.position(of: number)
        unsafe self.piece(piece)[place] = page
        end = max(end, number + 1)
    }

    /// The page with the highest number, if that is not below `limit`.
    mutating func last(from limit: UInt32) -> UnsafeMutablePointer<Page>? {
        while end > limit {
            let (piece, place) = PageTable.position(of: end - 1)
            if let pages = unsafe pieces[piece] {
                if let page = unsafe pages[place] { return unsafe page }
                end -= 1
            } else {
                end -= UInt32(place) + 1
            }
        }
        return nil
    }

    /// Gives the memory back.
    mutating func free() {
        for index in 0..<piecesMax { unsafe pieces[index]?.deallocate() }
        unsafe pieces.deallocate()
    }

    private static func position(of number: UInt32) -> (piece: Int, place: Int) {
        (Int(number) / pieceCount, Int(number) % pieceCount)
    }

    private mutating func piece(_ index: Int) -> Piece {
        if index >= piecesMax { grow(beyond: index) }
        if let piece = unsafe pieces[index] { return unsafe piece }
        let piece = Piece.allocate(capacity: PageTable.pieceCount)
        unsafe piece.initialize(repeating: nil, count: PageTable.pieceCount)
        unsafe pieces[index] = piece
        return unsafe piece
    }

    private mutating func grow(beyond index: Int) {
        let room = max(index + 1, 2 * piecesMax)
        let larger = UnsafeMutablePointer<Piece?>.allocate(capacity: room)
        unsafe larger.moveInitialize(from: pieces, count: piecesMax)
        unsafe (larger + piecesMax).initialize(repeating: nil, count: room - piecesMax)
        unsafe pieces.deallocate()
        unsafe pieces = larger
        piecesMax = room
    }
}
