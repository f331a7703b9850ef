import SQLite
public import SmartCollect
public import Wire

/// What happened, and what webhooks are told of it.
final class EventTable {
    /// One row at a time, two, or three.
    private let insertions: [Query]
    private let byID: Query
    private let toldByID: Query
    private let all: Lists
    private let ofAccount: Lists
    private let ofPayment: Lists
    private let ofRefund: Lists

    private static let columns = "id, name, virtual_account_id, payment_id, refund_id, created_at"

    /// The ways to list the events that have one thing in common.
    ///
    /// A name alone is looked for along the way: an index for it would cost every event more than
    /// it saves whoever asks.
    private struct Lists {
        let newestFirst: Query
        let oldestFirst: Query

        init(_ query: Queries, _ condition: String) {
            let select = """
                SELECT \(EventTable.columns) FROM events
                WHERE merchant = ? \(condition) AND (? IS NULL OR name = ?)
                """
            newestFirst = query(
                """
                \(select) AND created_at >= ? AND created_at <= ?
                ORDER BY id DESC LIMIT ? OFFSET ?
                """)
            oldestFirst = query(
                """
                \(select) AND id > ? AND (? = 0 OR EXISTS (SELECT 1 FROM deliveries
                    WHERE deliveries.merchant = events.merchant
                    AND deliveries.event_id = events.id AND deliveries.status = 'delivered'))
                ORDER BY id LIMIT ?
                """)
        }
    }

    init(_ query: Queries) {
        // With FAIL SQLite need not note what the first rows have changed, in case a later one is
        // refused: the change that they are part of is undone as a whole.
        insertions = (1...EventTable.togetherMax).map { count in
            let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
            return query(
                """
                INSERT OR FAIL INTO events (merchant, id, name, virtual_account_id, payment_id,
                    refund_id, created_at, parts, parts_of)
                VALUES \(Array(repeating: row, count: count).joined(separator: ", "))
                """)
        }
        byID = query(
            "SELECT \(EventTable.columns) FROM events WHERE merchant = ? AND id = ?")
        toldByID = query(
            """
            SELECT name, created_at, coalesce(parts, (SELECT first.parts FROM events first
                WHERE first.merchant = ?1 AND first.id = events.parts_of))
            FROM events WHERE merchant = ?1 AND id = ?2
            """)
        all = Lists(query, "")
        ofAccount = Lists(query, "AND virtual_account_id = ?")
        // Whatever happens to a payment is named after it.
        ofPayment = Lists(
            query,
            """
            AND virtual_account_id = (SELECT virtual_account_id FROM payments
                WHERE merchant = ?1 AND id = ?2) AND payment_id = ?2 AND id > ?2
            """)
        ofRefund = Lists(query, "AND refund_id = ?")
    }

    /// How many events can be kept at once.
    static let togetherMax = 3

    /// Keeps up to ``togetherMax`` events that tell of the same: the parts stand with the first.
    func insert(
        _ records: [EventRecord], parts: KeptParts, of merchant: Int64
    ) throws(SQLiteError) {
        try insertions[records.count - 1].run { row in
            for (index, record) in records.enumerated() {
                row.integer(merchant)
                row.id(record.event.id)
                row.text(record.event.name.rawValue)
                row.id(record.virtualAccountID)
                row.id(record.paymentID)
                row.id(record.refundID)
                row.integer(record.event.createdAt)
                if index == 0 {
                    row.blob(KeptWriter.bytes { $0.parts(parts) })
                    row.null()
                } else {
                    row.null()
                    row.id(records[0].event.id)
                }
            }
        }
    }

    func find(_ id: ID<Event>, of merchant: Int64) throws(SQLiteError) -> EventRecord? {
        try byID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            EventTable.read(&$0)
        }
    }

    /// An event with all that its body is written from.
    func told(
        _ id: ID<Event>, of merchant: Int64
    ) throws(SQLiteError) -> (event: Event, parts: KeptParts)? {
        try toldByID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: { row throws(SQLiteError) in
            let event = Event(id: id, name: EventTable.name(&row), createdAt: row.integer())
            return (event, try row.kept { $0.parts() })
        }
    }

    /// Newest first.
    func list(_ filter: EventFilter, of merchant: Int64) throws(SQLiteError) -> [EventRecord] {
        try lists(filter).newestFirst.all {
            bind(&$0, filter, merchant)
            $0.integer(filter.page.from ?? 0)
            $0.integer(filter.page.to ?? .max)
            $0.integer(filter.page.count)
            $0.integer(filter.page.skip)
        } _: {
            EventTable.read(&$0)
        }
    }

    /// Those after an event, oldest first; the filter's page counts only for how many.
    func list(
        _ filter: EventFilter, after id: ID<Event>?, deliveredOnly: Bool, of merchant: Int64
    ) throws(SQLiteError) -> [EventRecord] {
        try lists(filter).oldestFirst.all {
            bind(&$0, filter, merchant)
            $0.text(id?.text ?? "")
            $0.bool(deliveredOnly)
            $0.integer(filter.page.count)
        } _: {
            EventTable.read(&$0)
        }
    }

    private func lists(_ filter: EventFilter) -> Lists {
        switch filter.entity {
        case nil: all
        case .virtualAccount: ofAccount
        case .payment: ofPayment
        case .refund: ofRefund
        }
    }

    private func bind(_ row: inout Binder, _ filter: EventFilter, _ merchant: Int64) {
        row.integer(merchant)
        if let entity = filter.entity { row.text(entity.id) }
        row.text(filter.name)
        row.text(filter.name)
    }

    private static func name(_ row: inout Row) -> EventName {
        EventName(rawValue: row.text()) ?? .virtualAccountCreated
    }

    private static func read(_ row: inout Row) -> EventRecord {
        let id: ID<Event> = row.id()
        let name = name(&row)
        let (account, payment): (ID<VirtualAccount>, ID<Payment>?) = (row.id(), row.optionalID())
        let refund: ID<Refund>? = row.optionalID()
        return EventRecord(
            event: Event(id: id, name: name, createdAt: row.integer()),
            virtualAccountID: account, paymentID: payment, refundID: refund)
    }
}

/// An event and what it is about.
public struct EventRecord: Hashable, Sendable {
    /// What happened.
    public let event: Event
    /// The account that it happened to.
    public let virtualAccountID: ID<VirtualAccount>
    /// The payment that it happened to, if one.
    public let paymentID: ID<Payment>?
    /// The refund that it happened to, if one.
    public let refundID: ID<Refund>?
}

/// Which events are asked for.
public struct EventFilter: Hashable, Sendable {
    /// What an event can be about.
    public enum Entity: Hashable, Sendable {
        case virtualAccount(ID<VirtualAccount>)
        case payment(ID<Payment>)
        case refund(ID<Refund>)

        /// The 14 characters of its id.
        public var id: String {
            switch self {
            case .virtualAccount(let id): id.text
            case .payment(let id): id.text
            case .refund(let id): id.text
            }
        }
    }

    /// Those of a name, as it stands on the wire.
    public var name: String?
    /// Those about one entity.
    public var entity: Entity?
    /// Which page of them.
    public var page: ListQuery

    /// The events that fit all of it.
    public init(name: String? = nil, entity: Entity? = nil, page: ListQuery = ListQuery()) {
        self.name = name
        self.entity = entity
        self.page = page
    }
}
