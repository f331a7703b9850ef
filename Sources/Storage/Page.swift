import SQLite
import SmartCollect
import Wire

/// Which rows of a list are wanted, newest first.
struct Page: Equatable {
    /// Where a row stands in its list.
    struct Place: Comparable {
        let createdAt: Timestamp
        let id: String

        static func < (one: Place, other: Place) -> Bool {
            (one.createdAt, one.id) < (other.createdAt, other.id)
        }
    }

    let from: Timestamp
    let to: Timestamp
    private(set) var count: Int64
    private(set) var skip: Int64
    /// The row that the page follows, where it is known; then nothing need be passed over.
    var after: Place?

    /// Nothing later than `latest` is shown, whatever the query says.
    init(_ query: ListQuery, latest: Timestamp = .max) {
        from = query.from ?? 0
        to = min(query.to ?? .max, latest)
        count = query.count
        skip = query.skip
    }

    /// How many rows are passed over.
    var passed: Int64 { after == nil ? skip : 0 }

    /// The page with all that it passes over.
    var fromStart: Page {
        let (sum, overflow) = count.addingReportingOverflow(passed)
        return window(skip: 0, count: overflow ? .max : sum)
    }

    /// Another page of the same list.
    func window(skip: Int64, count: Int64) -> Page {
        var page = self
        page.skip = skip
        page.count = count
        return page
    }

    /// The end of a list's SQL for those records that stand in the order of their ids.
    static let regularClause = "id >= ? AND id < ? ORDER BY id DESC LIMIT ? OFFSET ?"

    func bindRegular(_ row: inout Binder) {
        row.text(from.leastID)
        row.text(idBound)
        row.integer(count)
        row.integer(passed)
    }

    /// What the ids of regular records are below: all of them were made in the second that they
    /// tell.
    private var idBound: String {
        guard let after else { return to == .max ? "~" : (to + 1).leastID }
        let (least, above) = (after.createdAt.leastID, (after.createdAt + 1).leastID)
        return min(max(after.id, least), above)
    }

    /// The end of a list's SQL for strays, of which none is passed over.
    static let strayClause = """
        created_at >= ? AND (created_at, id) < (?, ?)
        ORDER BY created_at DESC, id DESC LIMIT ?
        """

    func bindStray(_ row: inout Binder) {
        row.integer(from)
        row.integer(after?.createdAt ?? (to == .max ? to : to + 1))
        row.text(after?.id ?? "")
        row.integer(count)
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
