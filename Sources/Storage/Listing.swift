import SQLite
import SmartCollect

/// A record that stands in lists, by when it was made.
protocol Listed {
    associatedtype Named
    var id: ID<Named> { get }
    var createdAt: Timestamp { get }
}

extension Listed {
    var place: Page.Place { Page.Place(createdAt: createdAt, id: id.text) }
}

extension Customer: Listed {}
extension VirtualAccount: Listed {}
extension Payment: Listed {}
extension Refund: Listed {}
extension CreditRecord: Listed {}

/// A list of records that have something in common, newest first.
struct Listing<Record: Listed> {
    private let regular: Query
    private let stray: Query
    private let strays: Strays
    private let read: (inout Row, Int64) throws(SQLiteError) -> Record

    /// A list.
    ///
    /// - Parameters:
    ///   - query: makes its queries.
    ///   - select: the beginning of its SQL, up to what its records have in common.
    ///   - strays: those of its table.
    ///   - read: reads one, of a merchant.
    init(
        _ query: Queries, _ select: String, strays: Strays,
        _ read: @escaping (inout Row, Int64) throws(SQLiteError) -> Record
    ) {
        self.init(
            query, regular: "\(select) AND NOT stray", stray: "\(select) AND stray",
            strays: strays, read)
    }

    /// A list of records whose strays are kept elsewhere than the others.
    init(
        _ query: Queries, regular: String, stray: String, strays: Strays,
        _ read: @escaping (inout Row, Int64) throws(SQLiteError) -> Record
    ) {
        self.regular = query("\(regular) AND \(Page.regularClause)")
        self.stray = query("\(stray) AND \(Page.strayClause)")
        self.strays = strays
        self.read = read
    }

    /// A page of the list; `bind` gives what its records have in common, the merchant apart.
    func page(
        _ page: Page, of merchant: Int64, _ bind: (inout Binder) -> Void = { _ in }
    ) throws(SQLiteError) -> [Record] {
        guard try strays.exist(of: merchant) else {
            return try regular(page, of: merchant, bind)
        }
        let strays = try stray.all {
            $0.integer(merchant)
            bind(&$0)
            page.fromStart.bindStray(&$0)
        } _: { row throws(SQLiteError) in
            try read(&row, merchant)
        }
        // So many regular records are passed over at least, wherever the strays stand.
        let count = Int64(strays.count)
        let passed = max(0, page.passed - count)
        let window = page.window(skip: passed, count: page.count + count)
        let merged = merged(try regular(window, of: merchant, bind), strays)
        return Array(merged.dropFirst(Int(page.passed - passed)).prefix(Int(page.count)))
    }

    private func regular(
        _ page: Page, of merchant: Int64, _ bind: (inout Binder) -> Void
    ) throws(SQLiteError) -> [Record] {
        try regular.all(reserving: Int(min(page.count, 10))) {
            $0.integer(merchant)
            bind(&$0)
            page.bindRegular(&$0)
        } _: { row throws(SQLiteError) in
            try read(&row, merchant)
        }
    }

    /// Two lists in one, newest first.
    private func merged(_ some: [Record], _ others: [Record]) -> [Record] {
        var merged: [Record] = []
        var rest = others[...]
        for record in some {
            while let other = rest.first, record.place < other.place {
                merged.append(rest.removeFirst())
            }
            merged.append(record)
        }
        return merged + rest
    }
}
