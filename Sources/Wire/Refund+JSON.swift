public import SmartCollect

extension JSONWriter {
    /// Writes a refund, members in the documented order.
    ///
    /// - Source: [D] refunds.md section 2; which reference a method has is INFERRED.
    public mutating func refund(_ refund: Refund) {
        literal(#"{"id":"#)
        id(refund.id)
        literal(#","entity":"refund","amount":"#)
        integer(refund.amount)
        literal(#","currency":"INR","payment_id":"#)
        id(refund.paymentID)
        literal(#","notes":"#)
        notes(refund.notes)
        literal(#","receipt":"#)
        string(refund.receipt)
        literal(refund.method == .upi ? #","acquirer_data":{"rrn":"# : #","acquirer_data":{"arn":"#)
        string(refund.reference)
        literal(#"},"created_at":"#)
        integer(refund.createdAt)
        literal(#","batch_id":null,"status":"#)
        string(refund.status.rawValue)
        literal(#","speed_processed":"#)
        string(refund.speedProcessed?.rawValue)
        literal(#","speed_requested":"#)
        string(refund.speedRequested.rawValue)
        literal("}")
    }
}
