public import SmartCollect

/// A request to refund as it stands on the line.
public struct RefundRequest: Equatable, Sendable {
    /// What is asked for.
    public let draft: RefundDraft

    /// Reads a request to refund.
    ///
    /// - Parameters:
    ///   - body: the folded request.
    ///   - others: names that the route takes besides: `payment_id`.
    /// - Throws: ``Refusal/unknownParameters(_:)``, ``Refusal/notAnInteger(_:)``,
    ///   ``Refusal/amountBlank``, ``Refusal/amountBelowMinimum``, ``Refusal/unknownChoice(_:)``,
    ///   ``Refusal/refundNotesInvalid``, ``Refusal/tooLong(_:_:)``.
    /// - Source: [D] refunds.md section 3; the length of a receipt INFERRED.
    public init(reading body: JSON, others: [String] = []) throws(Refusal) {
        let fields = try Fields(
            body, knowing: ["amount", "speed", "notes", "receipt", "reverse_all"] + others)
        let amount = try fields.integer(.amount)
        if amount == 0 { throw .amountBlank }
        if let amount, amount < 0 { throw .amountBelowMinimum }
        draft = RefundDraft(
            amount: amount,
            speed: try RefundRequest.speed(fields),
            notes: try RefundRequest.notes(fields) ?? Notes(),
            receipt: try fields.filled("receipt") == nil
                ? nil : fields.text(.receipt, lengthMax: 40))
    }

    /// What is the same for two requests that ask for the same, whatever the order of their fields.
    public var fingerprint: String {
        let notes = draft.notes.entries.sorted { $0.key < $1.key }
            .map { JSON.list([.string($0.key), .string($0.value)]) }
        let parts: [JSON] = [
            draft.amount.map(JSON.integer) ?? .null,
            draft.speed.map { .string($0.rawValue) } ?? .null,
            draft.receipt.map(JSON.string) ?? .null, .list(notes),
        ]
        return JSON.list(parts).description
    }

    private static func speed(_ fields: Fields) throws(Refusal) -> RefundSpeed? {
        guard let value = fields.filled("speed") else { return nil }
        guard let speed = value.asText.flatMap(RefundSpeed.init) else {
            throw .unknownChoice(.speed)
        }
        return speed
    }

    private static func notes(_ fields: Fields) throws(Refusal) -> Notes? {
        do { return try fields.notes() } catch { throw .refundNotesInvalid }
    }
}

/// The idempotency key of a refund.
///
/// - Source: [D] refunds.md section 4.
public struct IdempotencyKey: Equatable, Sendable {
    /// The key as sent.
    public let text: String

    /// Checks a key.
    ///
    /// - Throws: ``Refusal/idempotencyKeyTooShort``,
    ///   ``Refusal/idempotencyKeyHasInvalidCharacters``.
    public init(_ text: String) throws(Refusal) {
        guard text.utf8.count >= 10 else { throw .idempotencyKeyTooShort }
        let isAllowed: (UInt8) -> Bool = { byte in
            (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 95
        }
        guard text.utf8.allSatisfy(isAllowed) else { throw .idempotencyKeyHasInvalidCharacters }
        self.text = text
    }
}
