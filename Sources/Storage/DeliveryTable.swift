import SQLite
import SmartCollect
import Wire

/// The outbox, and what has left it.
final class DeliveryTable {
    private let insertion: Query
    private let completion: Query
    private let head: Query
    private let waitingWebhooks: Query
    private let ofEvent: Query
    private let page: Query
    private let cancellation: Query
    private let retryCancellation: Query
    private let retryCount: Query
    private let pendingCount: Query
    private let pendingCountOfAll: Query
    private let held: Query
    private let turning: Query
    private let lastID: Query

    private static let columns = """
        id, happening, place, webhook_id, attempt, status, secret, behaviour, turn_ns, due_at_ns,
        sent_at, signature, response_status, response_body, duration_ms, diagnosis
        """

    init(_ query: Queries) {
        let select = "SELECT \(DeliveryTable.columns) FROM deliveries WHERE merchant = ?"
        let ofOneEvent = "happening = ? AND place = ?"
        let pending = "merchant = ? AND webhook_id = ? AND status = 'pending'"
        let rest = """
            (? IS NULL OR webhook_id = ?) AND (? IS NULL OR status = ?)
            AND (? IS NULL OR ? = (SELECT name FROM events
                WHERE merchant = deliveries.merchant AND happening = deliveries.happening
                AND place = deliveries.place))
            AND due_at_ns >= ? AND due_at_ns <= ?
            ORDER BY id DESC LIMIT ? OFFSET ?
            """
        insertion = query(
            """
            INSERT INTO deliveries (merchant, \(DeliveryTable.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        completion = query(
            """
            UPDATE deliveries SET status = ?, sent_at = ?, signature = ?,
                response_status = ?, response_body = ?, duration_ms = ?, diagnosis = ?
            WHERE merchant = ? AND id = ?
            """)
        head = query(
            """
            \(select) AND webhook_id = ? AND status = 'pending' ORDER BY turn_ns, id LIMIT 1
            """)
        waitingWebhooks = query(
            """
            SELECT DISTINCT webhook_id FROM deliveries
            WHERE merchant = ? AND status = 'pending'
            """)
        ofEvent = query("\(select) AND \(ofOneEvent) AND \(rest)")
        page = query("\(select) AND \(rest)")
        cancellation = query(
            "UPDATE deliveries SET status = 'dropped', diagnosis = ? WHERE \(pending)")
        retryCancellation = query(
            """
            UPDATE deliveries SET status = 'dropped', diagnosis = ?
            WHERE \(pending) AND \(ofOneEvent) AND attempt > 1
            """)
        retryCount = query(
            """
            SELECT count(*) FROM deliveries WHERE \(pending) AND \(ofOneEvent) AND attempt > 1
            """)
        pendingCountOfAll = query(
            "SELECT count(*) FROM deliveries WHERE merchant = ? AND status = 'pending'")
        pendingCount = query("SELECT count(*) FROM deliveries WHERE \(pending)")
        held = query(
            """
            \(select) AND webhook_id = ? AND status = 'pending' AND due_at_ns = ?
            ORDER BY turn_ns, id
            """)
        turning = query(
            "UPDATE deliveries SET turn_ns = ?, due_at_ns = ? WHERE merchant = ? AND id = ?")
        lastID = query("SELECT max(id) FROM deliveries WHERE merchant = ?")
    }

    func insert(_ delivery: Delivery, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(delivery.id)
            row.event(delivery.eventID)
            row.id(delivery.webhookID)
            row.integer(delivery.attempt)
            row.text(delivery.status.rawValue)
            row.text(delivery.secret)
            row.text(delivery.behaviour?.rawValue)
            row.integer(delivery.turn)
            row.integer(delivery.dueAt)
            DeliveryTable.bindOutcome(&row, delivery)
        }
    }

    func complete(_ delivery: Delivery, of merchant: Int64) throws(SQLiteError) {
        try completion.run { row in
            row.text(delivery.status.rawValue)
            DeliveryTable.bindOutcome(&row, delivery)
            row.integer(merchant)
            row.id(delivery.id)
        }
    }

    private static func bindOutcome(_ row: inout Binder, _ delivery: Delivery) {
        let result = delivery.result
        row.integer(result?.sentAt)
        row.text(result?.signature)
        row.integer(result?.responseStatus)
        row.blob(result?.responseBody ?? [])
        row.integer(result?.durationMilliseconds)
        row.text(delivery.diagnosis)
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

    /// What waits for others, in the order in which it was raised.
    func held(of webhook: ID<Webhook>, of merchant: Int64) throws(SQLiteError) -> [Delivery] {
        try held.all {
            $0.integer(merchant)
            $0.id(webhook)
            $0.integer(Delivery.held)
        } _: {
            DeliveryTable.read(&$0)
        }
    }

    /// Gives a delivery another place and another time.
    func turn(_ id: ID<Delivery>, to turn: Int64, due: Int64, of merchant: Int64)
        throws(SQLiteError)
    {
        try turning.run { row in
            row.integer(turn)
            row.integer(due)
            row.integer(merchant)
            row.id(id)
        }
    }

    /// The webhooks that are to be told something.
    func waitingWebhooks(of merchant: Int64) throws(SQLiteError) -> [ID<Webhook>] {
        try waitingWebhooks.all {
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

    /// Whether an event is to be told to a webhook once more because it could not be told before.
    func hasRetry(
        of event: ID<Event>, to webhook: ID<Webhook>, of merchant: Int64
    ) throws(SQLiteError) -> Bool {
        try retryCount.first {
            $0.integer(merchant)
            $0.id(webhook)
            $0.event(event)
        } _: {
            $0.integer() > 0
        } ?? false
    }

    /// Gives up such retries.
    func cancelRetries(
        of event: ID<Event>, to webhook: ID<Webhook>, because diagnosis: String,
        of merchant: Int64
    ) throws(SQLiteError) {
        try retryCancellation.run { row in
            row.text(diagnosis)
            row.integer(merchant)
            row.id(webhook)
            row.event(event)
        }
    }

    /// The last id of a merchant's deliveries.
    func lastID(of merchant: Int64) throws(SQLiteError) -> ID<Delivery>? {
        try lastID.first {
            $0.integer(merchant)
        } _: {
            $0.optionalID()
        } ?? nil
    }

    /// Newest first.
    func list(_ filter: DeliveryFilter, of merchant: Int64) throws(SQLiteError) -> [Delivery] {
        try (filter.eventID == nil ? page : ofEvent).all {
            $0.integer(merchant)
            if let eventID = filter.eventID { $0.event(eventID) }
            $0.id(filter.webhookID)
            $0.id(filter.webhookID)
            $0.text(filter.status?.rawValue)
            $0.text(filter.status?.rawValue)
            $0.text(filter.eventName)
            $0.text(filter.eventName)
            $0.integer((filter.page.from ?? 0) * Timestamp.nanoseconds)
            $0.integer(filter.page.to.map { ($0 + 1) * Timestamp.nanoseconds - 1 } ?? .max)
            $0.integer(filter.page.count)
            $0.integer(filter.page.skip)
        } _: {
            DeliveryTable.read(&$0)
        }
    }

    private static func read(_ row: inout Row) -> Delivery {
        var delivery = Delivery(
            id: row.id(), eventID: row.event(), webhookID: row.id(),
            attempt: row.integer(), status: DeliveryStatus(rawValue: row.text()) ?? .pending,
            secret: row.optionalText(),
            behaviour: row.optionalText().flatMap(Behaviour.Kind.init(rawValue:)),
            turn: row.integer(), dueAt: row.integer())
        let (sentAt, signature) = (row.optionalInteger(), row.optionalText())
        let (status, body) = (row.optionalInteger(), row.blob())
        let duration = row.optionalInteger() ?? 0
        delivery.result = sentAt.map {
            Delivery.Result(
                sentAt: $0, signature: signature, responseStatus: status, responseBody: body,
                durationMilliseconds: duration)
        }
        delivery.diagnosis = row.optionalText()
        return delivery
    }
}
