public import SmartCollect

/// Which members a payment is written with.
public enum PaymentForm: Hashable, Sendable {
    /// As the API answers.
    case standard
    /// As a webhook carries it, with `reward` [O].
    case webhook
    /// As `payment.captured` carries it, with `base_amount` too [O].
    case captured
}

extension JSONWriter {
    /// Writes a payment, members in the documented order.
    ///
    /// - Parameters:
    ///   - payment: the payment.
    ///   - form: where it is written.
    ///   - upiDetails: whether a UPI payment shows the `upi` object.
    /// - Source: [D] [S] [O] payments.md section 2, webhooks.md section 3.
    public mutating func payment(
        _ payment: Payment, form: PaymentForm = .standard, upiDetails: Bool
    ) {
        literal(#"{"id":"#)
        id(payment.id)
        literal(#","entity":"payment","amount":"#)
        integer(payment.amount)
        literal(#","currency":"INR","status":"#)
        string(payment.status.rawValue)
        literal(#","order_id":null,"invoice_id":null,"international":false,"method":"#)
        literal(payment.method == .upi ? #""upi""# : #""bank_transfer""#)
        literal(#","amount_refunded":"#)
        integer(payment.amountRefunded)
        literal(#","refund_status":"#)
        string(payment.refundStatus?.rawValue)
        literal(#","captured":"#)
        bool(payment.captured)
        literal(#","description":"#)
        string(payment.description)
        literal(#","card_id":null,"bank":null,"wallet":null,"vpa":"#)
        string(payment.payerVPA)
        payer(of: payment)
        literal(#","notes":"#)
        notes(payment.notes)
        literal(#","fee":"#)
        integer(payment.fee?.fee)
        literal(#","tax":"#)
        integer(payment.fee?.tax)
        literal(#","error_code":null,"error_description":null,"error_source":null"#)
        literal(#","error_step":null,"error_reason":null,"acquirer_data":"#)
        acquirerData(of: payment)
        literal(#","created_at":"#)
        integer(payment.createdAt)
        if form != .standard { literal(#","reward":null"#) }
        if upiDetails && payment.method == .upi { upi(of: payment) }
        if form == .captured {
            literal(#","base_amount":"#)
            integer(payment.amount)
        }
        literal("}")
    }

    /// The customer's particulars; `customer_id` only when the account has a customer [O].
    private mutating func payer(of payment: Payment) {
        literal(#","email":"#)
        string(payment.email)
        literal(#","contact":"#)
        string(payment.contact)
        if let customerID = payment.customerID {
            literal(#","customer_id":"#)
            id(customerID)
        }
    }

    private mutating func acquirerData(of payment: Payment) {
        guard payment.method == .upi else { return literal("{}") }
        literal(#"{"rrn":"#)
        string(payment.reference)
        literal("}")
    }

    private mutating func upi(of payment: Payment) {
        literal(#","upi":{"payer_account_type":"bank_account","vpa":"#)
        string(payment.payerVPA)
        literal("}")
    }
}
