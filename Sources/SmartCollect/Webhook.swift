/// Where a merchant wants to be told of events.
///
/// - Source: [D] webhooks.md section 1.
public struct Webhook: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Webhook>
    /// Where to post, up to 255 characters.
    public var url: String
    /// What deliveries are signed with; nil leaves them unsigned. Never shown.
    public var secret: String? {
        didSet {
            guard let oldValue, oldValue != secret else { return }
            formerSecrets = Array(([oldValue] + formerSecrets).prefix(Webhook.formerSecretsMax))
        }
    }
    /// What deliveries were signed with before, the latest first. Never shown.
    public private(set) var formerSecrets: [String]
    /// Whom to alert when deliveries fail.
    public var alertEmail: String?
    /// What to tell of, as registered: names of events, also of such as never happen here, or `*`.
    public var events: [String]
    /// Whether it is told of anything at all.
    public var isActive: Bool
    /// When it was disabled after a day of failures; nil while it is not.
    public var disabledAt: Timestamp?
    /// How its next deliveries go wrong on purpose; nil while all is well.
    public var behaviour: Behaviour?
    /// When the record was made.
    public let createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp

    private static let formerSecretsMax = 8

    /// A webhook as it is kept.
    public init(
        id: ID<Webhook>, url: String, secret: String?, formerSecrets: [String] = [],
        alertEmail: String?, events: [String], isActive: Bool = true,
        disabledAt: Timestamp? = nil, behaviour: Behaviour? = nil,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.url = url
        self.secret = secret
        self.formerSecrets = formerSecrets
        self.alertEmail = alertEmail
        self.events = events
        self.isActive = isActive
        self.disabledAt = disabledAt
        self.behaviour = behaviour
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Whether it is told of anything: switched on, and not disabled.
    public var isOn: Bool { isActive && disabledAt == nil }

    /// Whether an event of that name is to be delivered.
    public func wants(_ name: EventName) -> Bool {
        isOn && (events.contains("*") || events.contains(name.rawValue))
    }

    /// A secret that is no longer in force, for a delivery that is signed wrongly on purpose: the
    /// last one there was, or one that never was.
    public var oldSecret: String { formerSecrets.first ?? "old_" + (secret ?? "secret") }
}
