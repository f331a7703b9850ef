import SQLite
public import SmartCollect
public import Wire

/// What happened, and what webhooks are told of it: each happening is a row, and each of its events
/// is one where `events` is read.
final class EventTable {
    private let insertion: Insertion
    private let byID: Query
    private let toldByID: Query
    private let all: Lists
    private let ofAccount: Lists
    private let ofPayment: Lists
    private let ofRefund: Lists

    private static let columns =
        "happening, place, name, virtual_account_id, payment_id, refund_id, created_at"

    /// The ways to list the events that have one thing in common.
    ///
    /// A name alone is looked for along the way: an index for it would cost every event more than
    /// it saves whoever asks.
    private struct Lists {
        let newestFirst: Query
        let oldestFirst: Query

        /// - Parameters:
        ///   - query: makes its queries.
        ///   - conditions: what the events have in common, the merchant and a name apart; the lists
        ///     have the events that fit one of them, and none may fit two.
        init(_ query: Queries, _ conditions: String...) {
            let select = { (bounds: String) in
                conditions.map {
                    """
                    SELECT \(EventTable.columns) FROM events WHERE merchant = ?1 \($0)
                        AND (?3 IS NULL OR name = ?3) AND \(bounds)
                    """
                }.joined(separator: " UNION ALL ")
            }
            newestFirst = query(
                """
                \(select("created_at >= ?4 AND created_at <= ?5"))
                ORDER BY happening DESC, place DESC LIMIT ?6 OFFSET ?7
                """)
            let after = """
                happening >= ?4 AND (happening > ?4 OR place > ?5)
                AND (?6 = 0 OR EXISTS (SELECT 1 FROM deliveries
                    WHERE deliveries.merchant = events.merchant
                    AND deliveries.happening = events.happening
                    AND deliveries.place = events.place AND deliveries.status = 'delivered'))
                """
            oldestFirst = query("\(select(after)) ORDER BY happening, place LIMIT ?7")
        }
    }

    init(_ query: Queries) {
        insertion = Insertion(
            query, into: "happenings",
            "id, kind, virtual_account_id, payment_id, refund_id, created_at, parts")
        byID = query(
            """
            SELECT \(EventTable.columns) FROM events
            WHERE merchant = ? AND happening = ? AND place = ?
            """)
        toldByID = query(
            """
            SELECT e.name, h.created_at, h.parts FROM happenings h
            CROSS JOIN event_names e ON e.kind = h.kind
            WHERE h.merchant = ? AND h.id = ? AND e.place = ?
            """)
        all = Lists(query, "")
        ofAccount = Lists(
            query,
            "AND virtual_account_id = ?2 AND \(Happening.isNoOpening)",
            """
            AND virtual_account_id = ?2 AND NOT \(Happening.isNoOpening)
            AND happening = (SELECT min(id) FROM happenings WHERE merchant = ?1 AND id > ?2)
            """)
        // Whatever happens to a payment is named after it.
        ofPayment = Lists(
            query,
            """
            AND virtual_account_id = (SELECT virtual_account_id FROM payments
                WHERE merchant = ?1 AND id = ?2) AND payment_id = ?2 AND happening > ?2
            AND \(Happening.isNoOpening)
            """)
        ofRefund = Lists(query, "AND refund_id = ?2")
    }

    func insert(_ record: HappeningRecord, of merchant: Int64) throws(SQLiteError) {
        try insertion.run(of: merchant) { EventTable.bind(record, to: &$0) }
    }

    func insert(_ records: [HappeningRecord], of merchant: Int64) throws(SQLiteError) {
        try insertion.run(records, of: merchant) { EventTable.bind($1, to: &$0) }
    }

    private static func bind(_ record: HappeningRecord, to row: inout Binder) {
        row.id(record.id)
        row.integer(record.happening.rawValue)
        row.id(record.virtualAccountID)
        row.id(record.paymentID)
        row.id(record.refundID)
        row.integer(record.createdAt)
        row.blob { $0.parts(record.parts) }
    }

    func find(_ id: ID<Event>, of merchant: Int64) throws(SQLiteError) -> EventRecord? {
        try byID.first {
            $0.integer(merchant)
            $0.event(id)
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
            $0.event(id)
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
            $0.text(id?.happening.text ?? "")
            $0.integer(id?.place ?? 0)
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
        row.text(filter.entity?.id)
        row.text(filter.name)
    }

    private static func name(_ row: inout Row) -> EventName {
        EventName(rawValue: row.text()) ?? .virtualAccountCreated
    }

    private static func read(_ row: inout Row) -> EventRecord {
        let id = row.event()
        let name = name(&row)
        let (account, payment): (ID<VirtualAccount>, ID<Payment>?) = (row.id(), row.optionalID())
        let refund: ID<Refund>? = row.optionalID()
        return EventRecord(
            event: Event(id: id, name: name, createdAt: row.integer()),
            virtualAccountID: account, paymentID: payment, refundID: refund)
    }
}

/// Something that happened, what it happened to, and what its events tell of.
struct HappeningRecord {
    let id: ID<Happening>
    let happening: Happening
    let virtualAccountID: ID<VirtualAccount>
    let paymentID: ID<Payment>?
    let refundID: ID<Refund>?
    let createdAt: Timestamp
    let parts: KeptParts

    /// The events that tell of it, in their order.
    var events: [EventRecord] {
        happening.names.enumerated().map { place, name in
            EventRecord(
                event: Event(id: ID(id, place: Int64(place)), name: name, createdAt: createdAt),
                virtualAccountID: virtualAccountID, paymentID: paymentID, refundID: refundID)
        }
    }
}

/// An event and what it is about.
public struct EventRecord: Equatable, Sendable {
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
public struct EventFilter: Equatable, Sendable {
    /// What an event can be about.
    public enum Entity: Equatable, Sendable {
        /// A virtual account, its payments and their refunds included.
        case virtualAccount(ID<VirtualAccount>)
        /// A payment, its refunds included.
        case payment(ID<Payment>)
        /// A refund.
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
