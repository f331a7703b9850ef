public import SmartCollect
public import Wire

/// One attempt to tell one webhook of one event: first a plan, then a record.
public struct Delivery: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Delivery>
    /// What is told.
    public let eventID: ID<Event>
    /// Who is told.
    public let webhookID: ID<Webhook>
    /// The first attempt is 1.
    public let attempt: Int64
    /// How it went.
    public var status: DeliveryStatus
    /// What it is signed with: the webhook's secret when the event was raised.
    public let secret: String?
    /// What goes wrong with it on purpose.
    public var behaviour: Behaviour.Kind?
    /// Its place among what its webhook is to be told: the least comes first, and the others wait.
    ///
    /// Nanoseconds since 1970: when the event was raised, or when it is due where it may be passed;
    /// see also ``isOutOfTurn``.
    public var turn: Int64
    /// When it is due, in nanoseconds since 1970 on the merchant's clock.
    public var dueAt: Int64
    /// What came of it; nil where it has not been attempted.
    public var result: Result?
    /// What went wrong, or why it was not attempted, in plain words; nil when all is well.
    public var diagnosis: String?

    /// The turn of what is sent again because somebody asked for it.
    static let outOfTurn: Int64 = 0
    /// When something is due that waits for others to be held with it.
    static let held = Int64.max

    /// What came of an attempt.
    public struct Result: Equatable, Sendable {
        /// When it was sent.
        public let sentAt: Timestamp
        /// The signature sent, if any.
        public let signature: String?
        /// The receiver's status; nil when it gave none.
        public let responseStatus: Int64?
        /// The beginning of the receiver's body.
        public let responseBody: [UInt8]
        /// How long it took, in milliseconds.
        public let durationMilliseconds: Int64

        /// What came of an attempt.
        public init(
            sentAt: Timestamp, signature: String?, responseStatus: Int64?,
            responseBody: [UInt8], durationMilliseconds: Int64
        ) {
            self.sentAt = sentAt
            self.signature = signature
            self.responseStatus = responseStatus
            self.responseBody = responseBody
            self.durationMilliseconds = durationMilliseconds
        }
    }

    /// Whether it passes the others.
    public var isOutOfTurn: Bool { turn == Delivery.outOfTurn }

    /// Whether it waits for others that are to be held with it.
    public var isHeld: Bool { dueAt == Delivery.held }
}

/// Which deliveries are asked for.
public struct DeliveryFilter: Equatable, Sendable {
    /// Those of an event.
    public var eventID: ID<Event>?
    /// Those to a webhook.
    public var webhookID: ID<Webhook>?
    /// Those of events of a name, as it stands on the wire.
    public var eventName: String?
    /// Those that went so.
    public var status: DeliveryStatus?
    /// Which page of them; times are those at which they are due.
    public var page: ListQuery

    /// The deliveries that fit all of it.
    public init(
        eventID: ID<Event>? = nil, webhookID: ID<Webhook>? = nil, eventName: String? = nil,
        status: DeliveryStatus? = nil, page: ListQuery = ListQuery()
    ) {
        self.eventID = eventID
        self.webhookID = webhookID
        self.eventName = eventName
        self.status = status
        self.page = page
    }
}
