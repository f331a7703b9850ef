import SQLite
import SmartCollect
import Wire

/// Which rows of a list are wanted, newest first.
struct Page: Hashable {
    /// Where a row stands in its list.
    struct Place: Hashable {
        let createdAt: Timestamp
        let id: String
    }

    let from: Timestamp
    let to: Timestamp
    let count: Int64
    let skip: Int64
    /// The row that the page follows, where it is known; then nothing need be passed over.
    var after: Place?

    /// Nothing later than `latest` is shown, whatever the query says.
    init(_ query: ListQuery, latest: Timestamp = .max) {
        from = query.from ?? 0
        to = min(query.to ?? .max, latest)
        count = query.count
        skip = query.skip
    }

    /// The end of every list's SQL: `bind` gives its five values.
    static let clause = """
        created_at >= ? AND (created_at, id) < (?, ?)
        ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?
        """

    func bind(_ row: inout Binder) {
        row.integer(from)
        row.integer(after?.createdAt ?? (to == .max ? to : to + 1))
        row.text(after?.id ?? "")
        row.integer(count)
        row.integer(after == nil ? skip : 0)
    }
}

/// Where the pages ended that were read last, so that whoever walks through a list page by page
/// pays for each page alike, however deep.
///
/// Passing over rows costs as much as reading them. A page that begins where one of the last ended
/// is found by that end instead, as long as no record has been added in between: then `skip` would
/// count from another row.
struct PageEnds {
    /// One list as one caller reads it: which one, whose, and within which times.
    private struct End: Hashable {
        let list: String
        let owner: String
        let from: Timestamp
        let to: Timestamp
        let skip: Int64
    }

    private var places: [End: Page.Place] = [:]
    private var lastID: Int64 = 0

    private static let countMax = 256

    /// The page, with the row that it follows where that is known.
    ///
    /// `lastID` tells whether a record has been added: every record has an id of its own.
    mutating func locate(_ page: Page, in list: String, of owner: String, lastID: Int64) -> Page {
        if lastID != self.lastID || places.count > PageEnds.countMax {
            places = [:]
            self.lastID = lastID
        }
        guard page.skip > 0 else { return page }
        var page = page
        page.after =
            places[
                End(list: list, owner: owner, from: page.from, to: page.to, skip: page.skip)]
        return page
    }

    /// Remembers where a page ended.
    mutating func note(_ page: Page, in list: String, of owner: String, ends: Page.Place) {
        let end = End(
            list: list, owner: owner, from: page.from, to: page.to, skip: page.skip + page.count)
        places[end] = ends
    }
}
