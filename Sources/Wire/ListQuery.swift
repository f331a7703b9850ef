public import SmartCollect

/// Which page of a list is asked for.
///
/// - Source: [D] README section 9.
public struct ListQuery: Equatable, Sendable {
    /// The earliest creation time, in Unix seconds, inclusive.
    public var from: Timestamp?
    /// The latest creation time, in Unix seconds, inclusive.
    public var to: Timestamp?
    /// How many items, 1 to 100.
    public var count: Int64
    /// How many items to pass over first.
    public var skip: Int64

    /// The page of so many items after so many others.
    public init(
        from: Timestamp? = nil, to: Timestamp? = nil, count: Int64 = 10, skip: Int64 = 0
    ) {
        self.from = from
        self.to = to
        self.count = count
        self.skip = skip
    }

    /// The names that every list takes; `expand` is accepted and ignored.
    public static let names = ["from", "to", "count", "skip", "expand"]

    private static let timeRange = Timestamp.clockRange

    /// Reads the page that a query asks for.
    ///
    /// - Throws: the refusals of README section 9, in the words of the dialect.
    public init(reading fields: Fields, dialect: ListDialect) throws(Refusal) {
        from = try ListQuery.time(fields, .from, else: .fromNotAnInteger(dialect))
        to = try ListQuery.time(fields, .to, else: .toNotAnInteger(dialect))
        count = try ListQuery.integer(fields, "count", else: .countNotAnInteger(dialect)) ?? 10
        guard count >= 1 else { throw .countBelowOne(dialect, isNegative: count < 0) }
        guard count <= 100 else { throw .countAboveHundred(dialect) }
        skip = try ListQuery.integer(fields, "skip", else: .skipNotAnInteger(dialect)) ?? 0
        guard skip >= 0 else { throw .skipBelowZero(dialect) }
    }

    private static func time(
        _ fields: Fields, _ field: Field, else refusal: Refusal
    ) throws(Refusal) -> Timestamp? {
        guard let time = try integer(fields, field.wire, else: refusal) else { return nil }
        guard timeRange.contains(time) else { throw .outOfRange(field, timeRange) }
        return time
    }

    private static func integer(
        _ fields: Fields, _ name: String, else refusal: Refusal
    ) throws(Refusal) -> Int64? {
        guard let value = fields.filled(name) else { return nil }
        guard let integer = value.asInteger else { throw refusal }
        return integer
    }
}

/// Which payments are asked for.
///
/// - Source: [D] payments.md section 3.
public struct PaymentQuery: Equatable, Sendable {
    /// Which page.
    public let page: ListQuery
    /// The bank's reference that a payment must bear; compared as text.
    public let reference: String?

    private static let expansions = [
        "card", "emi", "transaction", "refunds", "offers", "token", "transaction.settlement",
    ]

    /// Reads what a query asks for.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``, the refusals of ``ListQuery``,
    ///   ``Refusal/unknownExpansion``.
    public init(reading query: JSON) throws(Refusal) {
        let fields = try Fields(
            query, knowing: ListQuery.names + ["va_transaction_id", "virtual_account"])
        page = try ListQuery(reading: fields, dialect: .payments)
        reference = fields.filled("va_transaction_id")?.asText
        try PaymentQuery.check(expansion: fields["expand"])
    }

    /// Accepted in any spelling, and ignored.
    private static func check(expansion: JSON?) throws(Refusal) {
        switch expansion {
        case .string(let name)?:
            guard expansions.contains(name) else { throw .unknownExpansion }
        case .list(let items)?: for item in items { try check(expansion: item) }
        case .object(let members)?:
            for member in members { try check(expansion: member.value) }
        default: return
        }
    }
}
