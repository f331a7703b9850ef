public import SmartCollect

/// What a webhook is told: the same to the byte on every attempt.
///
/// Text outside ASCII is escaped, so that clients that hash in a charset of their platform verify
/// the signature too.
///
/// - Source: [D] webhooks.md section 3; the escapes are a decision of README section 13.
public struct EventBody: Sendable {
    /// What is told of, in the order in which it is told.
    ///
    /// It is passed on by reference: the same payment is told of in several events.
    public indirect enum Part: Equatable, Sendable {
        /// A payment, with a few members more than REST shows.
        case payment(Payment)
        /// A virtual account; of one that was credited the receivers come last.
        case virtualAccount(VirtualAccount)
        /// The transfer to an account number, without the account inside.
        case bankTransfer(BankTransfer)
        /// The transfer to a UPI address, without the account inside, its RRN as `rrn`.
        case upiTransfer(UPITransfer)
        /// A refund, as REST shows it.
        case refund(Refund)

        var name: String {
            switch self {
            case .payment: "payment"
            case .virtualAccount: "virtual_account"
            case .bankTransfer: "bank_transfer"
            case .upiTransfer: "upi_transfer"
            case .refund: "refund"
            }
        }

        var isPayment: Bool {
            if case .payment = self { true } else { false }
        }
    }

    /// The body as bytes.
    public let bytes: [UInt8]

    /// Writes the body of an event.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - merchant: the account that it happened to.
    ///   - parts: what it happened to, as it was then; what is no concern of the event is not told.
    ///   - upiDetails: whether a payment is told of with its UPI details.
    public init(
        _ event: Event, of merchant: ID<Merchant>, parts: [Part], upiDetails: Bool
    ) {
        let parts = event.name.isOfPayment ? parts.filter(\.isPayment) : parts
        var writer = JSONWriter(reserving: 2048, escapesNonASCII: true)
        writer.literal(#"{"entity":"event","account_id":"#)
        writer.id(merchant)
        writer.literal(#","event":"#)
        writer.string(event.name.rawValue)
        writer.literal(#","contains":"#)
        writer.list(parts) { writer, part in writer.string(part.name) }
        writer.literal(#","payload":"#)
        writer.object { writer in
            for part in parts {
                writer.member(part.name) { writer in
                    writer.literal(#"{"entity":"#)
                    writer.write(part, of: event, upiDetails: upiDetails)
                    writer.literal("}")
                }
            }
        }
        writer.literal(#","created_at":"#)
        writer.integer(event.createdAt)
        writer.literal("}")
        bytes = writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func write(
        _ part: EventBody.Part, of event: Event, upiDetails: Bool
    ) {
        switch part {
        case .payment(let payment):
            self.payment(
                payment.shown(in: event.name),
                form: event.name == .paymentCaptured ? .captured : .webhook,
                upiDetails: upiDetails)
        case .virtualAccount(let account):
            virtualAccount(
                account, form: event.name == .virtualAccountCredited ? .credited : .standard)
        case .bankTransfer(let transfer): bankTransfer(transfer, account: nil)
        case .upiTransfer(let transfer): upiTransfer(transfer, account: nil)
        case .refund(let refund): self.refund(refund)
        }
    }
}

extension EventName {
    /// Whether it tells of a payment alone, whatever else took part [D].
    fileprivate var isOfPayment: Bool { self == .paymentAuthorized || self == .paymentCaptured }
}

extension Payment {
    /// `payment.authorized` shows the payment before it was captured [D].
    fileprivate func shown(in event: EventName) -> Payment {
        guard event == .paymentAuthorized else { return self }
        var payment = self
        payment.status = .authorized
        payment.captured = false
        payment.fee = nil
        return payment
    }
}
