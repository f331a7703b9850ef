import SQLite
public import SmartCollect
public import Wire

/// What happened, with the very bytes that webhooks are told.
struct EventTable {
    private let insertion: Query
    private let byID: Query
    private let bodyByID: Query
    private let page: Query
    private let ofAccount: Query
    private let ofPayment: Query
    private let ofRefund: Query
    private let since: Query

    private static let columns = "id, name, virtual_account_id, payment_id, refund_id, created_at"

    init(_ query: Queries) {
        let select = "SELECT \(EventTable.columns) FROM events WHERE merchant = ?"
        let rest = """
            (? IS NULL OR name = ?) AND created_at >= ? AND created_at <= ?
            ORDER BY id DESC LIMIT ? OFFSET ?
            """
        insertion = query(
            """
            INSERT INTO events (merchant, id, name, virtual_account_id, payment_id, refund_id,
                body, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        byID = query("\(select) AND id = ?")
        bodyByID = query("SELECT body FROM events WHERE merchant = ? AND id = ?")
        page = query("\(select) AND \(rest)")
        ofAccount = query("\(select) AND virtual_account_id = ? AND \(rest)")
        ofPayment = query("\(select) AND payment_id = ? AND \(rest)")
        ofRefund = query("\(select) AND refund_id = ? AND \(rest)")
        since = query("\(select) AND id > ? ORDER BY id LIMIT ?")
    }

    func insert(
        _ record: EventRecord, body: [UInt8], of merchant: Int64
    ) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(record.event.id)
            row.text(record.event.name.rawValue)
            row.id(record.virtualAccountID)
            row.id(record.paymentID)
            row.id(record.refundID)
            row.blob(body)
            row.integer(record.event.createdAt)
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

    func body(_ id: ID<Event>, of merchant: Int64) throws(SQLiteError) -> [UInt8]? {
        try bodyByID.first {
            $0.integer(merchant)
            $0.id(id)
        } _: {
            $0.blob()
        }
    }

    /// Newest first.
    func list(_ filter: EventFilter, of merchant: Int64) throws(SQLiteError) -> [EventRecord] {
        let (query, key) = source(of: filter)
        return try query.all {
            $0.integer(merchant)
            if let key { $0.text(key) }
            $0.text(filter.name)
            $0.text(filter.name)
            $0.integer(filter.page.from ?? 0)
            $0.integer(filter.page.to ?? .max)
            $0.integer(filter.page.count)
            $0.integer(filter.page.skip)
        } _: {
            EventTable.read(&$0)
        }
    }

    /// Those after an event, oldest first.
    func list(
        after id: ID<Event>?, countMax: Int64, of merchant: Int64
    ) throws(SQLiteError) -> [EventRecord] {
        try since.all {
            $0.integer(merchant)
            $0.text(id?.text ?? "")
            $0.integer(countMax)
        } _: {
            EventTable.read(&$0)
        }
    }

    private func source(of filter: EventFilter) -> (Query, String?) {
        switch filter.entity {
        case nil: (page, nil)
        case .virtualAccount(let id): (ofAccount, id.text)
        case .payment(let id): (ofPayment, id.text)
        case .refund(let id): (ofRefund, id.text)
        }
    }

    private static func read(_ row: inout Row) -> EventRecord {
        let id: ID<Event> = row.id()
        let name = EventName(rawValue: row.text()) ?? .virtualAccountCreated
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
