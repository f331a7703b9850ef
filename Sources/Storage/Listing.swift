import SQLite
import SmartCollect

/// A list of records that have something in common, newest first.
struct Listing<Record> {
    private let regular: Query
    private let stray: Query
    private let strays: Strays
    private let read: (inout Row) throws(SQLiteError) -> Record
    private let place: (Record) -> Page.Place

    /// A list.
    ///
    /// - Parameters:
    ///   - query: makes its queries.
    ///   - select: the beginning of its SQL, up to what its records have in common.
    ///   - strays: those of its table.
    ///   - place: where a record stands.
    ///   - read: reads one.
    init(
        _ query: Queries, _ select: String, strays: Strays,
        at place: @escaping (Record) -> Page.Place,
        _ read: @escaping (inout Row) throws(SQLiteError) -> Record
    ) {
        regular = query("\(select) AND NOT stray AND \(Page.regularClause)")
        stray = query("\(select) AND stray AND \(Page.strayClause)")
        self.strays = strays
        self.read = read
        self.place = place
    }

    /// A page of the list; `bind` gives what its records have in common, the merchant apart.
    func page(
        _ page: Page, of merchant: Int64, _ bind: (inout Binder) -> Void = { _ in }
    ) throws(SQLiteError) -> [Record] {
        guard try strays.exist(of: merchant) else {
            return try regular(page, of: merchant, bind)
        }
        let all = page.fromStart
        let strays = try stray.all {
            $0.integer(merchant)
            bind(&$0)
            all.bindStray(&$0)
        } _: { row throws(SQLiteError) in
            try read(&row)
        }
        guard !strays.isEmpty else { return try regular(page, of: merchant, bind) }
        let merged = merged(try regular(all, of: merchant, bind), strays)
        return Array(merged.dropFirst(Int(all.count - page.count)).prefix(Int(page.count)))
    }

    private func regular(
        _ page: Page, of merchant: Int64, _ bind: (inout Binder) -> Void
    ) throws(SQLiteError) -> [Record] {
        try regular.all {
            $0.integer(merchant)
            bind(&$0)
            page.bindRegular(&$0)
        } _: { row throws(SQLiteError) in
            try read(&row)
        }
    }

    /// Two lists in one, newest first.
    private func merged(_ some: [Record], _ others: [Record]) -> [Record] {
        var merged: [Record] = []
        var rest = others[...]
        for record in some {
            while let other = rest.first, place(record) < place(other) {
                merged.append(rest.removeFirst())
            }
            merged.append(record)
        }
        return merged + rest
    }
}
