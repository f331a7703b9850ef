import SQLite
public import SmartCollect

/// One attempt to tell one webhook of one event: first a plan, then a record.
public struct Delivery: Hashable, Sendable {
    /// The name of the record.
    public let id: ID<Delivery>
    /// What is told.
    public let eventID: ID<Event>
    /// Who is told.
    public let webhookID: ID<Webhook>
    /// The first attempt is 1.
    public let attempt: Int64
    /// How it went.
    public var status: Status
    /// What it is signed with: the webhook's secret when the event was raised.
    public let secret: String?
    /// When it is due, in nanoseconds since 1970 on the merchant's clock.
    public let dueAt: Int64
    /// What came of it; nil while it is pending.
    public var result: Result?

    /// How a delivery went.
    public enum Status: String, CaseIterable, Hashable, Sendable {
        case pending, delivered, failed, dropped
    }

    /// What came of an attempt.
    public struct Result: Hashable, Sendable {
        /// When it was sent.
        public let sentAt: Timestamp
        /// The headers sent, one a line.
        public let requestHeaders: String
        /// The receiver's status; nil when it gave none.
        public let responseStatus: Int64?
        /// The beginning of the receiver's body.
        public let responseBody: [UInt8]
        /// How long it took, in milliseconds.
        public let durationMilliseconds: Int64
        /// What went wrong, in plain words; nil when nothing did.
        public let diagnosis: String?

        /// What came of an attempt.
        public init(
            sentAt: Timestamp, requestHeaders: String, responseStatus: Int64?,
            responseBody: [UInt8], durationMilliseconds: Int64, diagnosis: String?
        ) {
            self.sentAt = sentAt
            self.requestHeaders = requestHeaders
            self.responseStatus = responseStatus
            self.responseBody = responseBody
            self.durationMilliseconds = durationMilliseconds
            self.diagnosis = diagnosis
        }
    }
}

/// Which deliveries are asked for.
public struct DeliveryFilter: Hashable, Sendable {
    /// Those of an event.
    public var eventID: ID<Event>?
    /// Those to a webhook.
    public var webhookID: ID<Webhook>?
    /// Those of events of a name, as it stands on the wire.
    public var eventName: String?
    /// Those that went so.
    public var status: Delivery.Status?
    /// How many at most.
    public var count: Int64
    /// How many to pass over first.
    public var skip: Int64

    /// The deliveries that fit all of it.
    public init(
        eventID: ID<Event>? = nil, webhookID: ID<Webhook>? = nil, eventName: String? = nil,
        status: Delivery.Status? = nil, count: Int64 = 10, skip: Int64 = 0
    ) {
        self.eventID = eventID
        self.webhookID = webhookID
        self.eventName = eventName
        self.status = status
        self.count = count
        self.skip = skip
    }
}

/// The outbox, and what has left it.
struct DeliveryTable {
    private let insertion: Query
    private let completion: Query
    private let head: Query
    private let waitingLanes: Query
    private let ofEvent: Query
    private let page: Query
    private let cancellation: Query
    private let pendingCount: Query
    private let pendingCountOfAll: Query

    private static let columns = """
        id, event_id, webhook_id, attempt, status, secret, due_at_ns, sent_at, request_headers,
        response_status, response_body, duration_ms, diagnosis
        """

    init(_ query: Queries) {
        let select = "SELECT \(DeliveryTable.columns) FROM deliveries WHERE merchant = ?"
        let rest = """
            (? IS NULL OR webhook_id = ?) AND (? IS NULL OR status = ?)
            AND (? IS NULL OR ? = (SELECT name FROM events
                WHERE merchant = deliveries.merchant AND id = deliveries.event_id))
            ORDER BY id DESC LIMIT ? OFFSET ?
            """
        insertion = query(
            """
            INSERT INTO deliveries (merchant, id, event_id, webhook_id, attempt, status, secret,
                due_at_ns)
            VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)
            """)
        completion = query(
            """
            UPDATE deliveries SET status = ?, sent_at = ?, request_headers = ?,
                response_status = ?, response_body = ?, duration_ms = ?, diagnosis = ?
            WHERE merchant = ? AND id = ?
            """)
        head = query(
            """
            \(select) AND webhook_id = ? AND status = 'pending' ORDER BY event_id, id LIMIT 1
            """)
        waitingLanes = query(
            """
            SELECT DISTINCT webhook_id FROM deliveries
            WHERE merchant = ? AND status = 'pending'
            """)
        ofEvent = query("\(select) AND event_id = ? AND \(rest)")
        page = query("\(select) AND \(rest)")
        cancellation = query(
            """
            UPDATE deliveries SET status = 'dropped', diagnosis = ?
            WHERE merchant = ? AND webhook_id = ? AND status = 'pending'
            """)
        pendingCount = query(
            """
            SELECT count(*) FROM deliveries
            WHERE merchant = ? AND webhook_id = ? AND status = 'pending'
            """)
        pendingCountOfAll = query(
            "SELECT count(*) FROM deliveries WHERE merchant = ? AND status = 'pending'")
    }

    func insert(_ delivery: Delivery, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(delivery.id)
            row.id(delivery.eventID)
            row.id(delivery.webhookID)
            row.integer(delivery.attempt)
            row.text(delivery.secret)
            row.integer(delivery.dueAt)
        }
    }

    func complete(_ delivery: Delivery, of merchant: Int64) throws(SQLiteError) {
        try completion.run { row in
            row.text(delivery.status.rawValue)
            row.integer(delivery.result?.sentAt)
            row.text(delivery.result?.requestHeaders)
            row.integer(delivery.result?.responseStatus)
            row.blob(delivery.result?.responseBody ?? [])
            row.integer(delivery.result?.durationMilliseconds)
            row.text(delivery.result?.diagnosis)
            row.integer(merchant)
            row.id(delivery.id)
        }
    }

    /// What a webhook is to be told next.
    func head(of webhook: ID<Webhook>, of merchant: Int64) throws(SQLiteError) -> Delivery? {
        try head.first {
            $0.integer(merchant)
            $0.id(webhook)
        } _: {
            DeliveryTable.read(&$0)
        }
    }

    /// The webhooks that are to be told something.
    func waitingLanes(of merchant: Int64) throws(SQLiteError) -> [ID<Webhook>] {
        try waitingLanes.all {
            $0.integer(merchant)
        } _: {
            $0.id()
        }
    }

    /// How much is still to be told.
    func pendingCount(of merchant: Int64) throws(SQLiteError) -> Int64 {
        try pendingCountOfAll.first {
            $0.integer(merchant)
        } _: {
            $0.integer()
        } ?? 0
    }

    /// How much a webhook is still to be told.
    func pendingCount(of webhook: ID<Webhook>, of merchant: Int64) throws(SQLiteError) -> Int64 {
        try pendingCount.first {
            $0.integer(merchant)
            $0.id(webhook)
        } _: {
            $0.integer()
        } ?? 0
    }

    /// Gives up whatever a webhook was still to be told.
    func cancel(
        of webhook: ID<Webhook>, because diagnosis: String, of merchant: Int64
    ) throws(SQLiteError) {
        try cancellation.run { row in
            row.text(diagnosis)
            row.integer(merchant)
            row.id(webhook)
        }
    }

    /// Newest first.
    func list(_ filter: DeliveryFilter, of merchant: Int64) throws(SQLiteError) -> [Delivery] {
        try (filter.eventID == nil ? page : ofEvent).all {
            $0.integer(merchant)
            if let eventID = filter.eventID { $0.id(eventID) }
            $0.id(filter.webhookID)
            $0.id(filter.webhookID)
            $0.text(filter.status?.rawValue)
            $0.text(filter.status?.rawValue)
            $0.text(filter.eventName)
            $0.text(filter.eventName)
            $0.integer(filter.count)
            $0.integer(filter.skip)
        } _: {
            DeliveryTable.read(&$0)
        }
    }

    private static func read(_ row: inout Row) -> Delivery {
        var delivery = Delivery(
            id: row.id(), eventID: row.id(), webhookID: row.id(), attempt: row.integer(),
            status: Delivery.Status(rawValue: row.text()) ?? .pending,
            secret: row.optionalText(), dueAt: row.integer())
        if let sentAt = row.optionalInteger() {
            delivery.result = Delivery.Result(
                sentAt: sentAt, requestHeaders: row.text(), responseStatus: row.optionalInteger(),
                responseBody: row.blob(), durationMilliseconds: row.integer(),
                diagnosis: row.optionalText())
        }
        return delivery
    }
}
