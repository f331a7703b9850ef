import HTTP
import SmartCollect
import Storage
import Wire

/// - Source: refunds.md.
enum RefundRoutes {
    static let all = [
        Route(.post, "/v1/payments/:id/refund", refundPayment),
        Route(.post, "/v1/refunds", refund),
        Route(.get, "/v1/payments/:id/refunds", listOfPayment),
        Route(.get, "/v1/payments/:id/refunds/:refund_id", fetchOfPayment),
        Route(.get, "/v1/refunds", list),
        Route(.get, "/v1/refunds/:id", fetch),
        Route(.patch, "/v1/refunds/:id", change),
    ]

    private static func refundPayment(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        return try refund(payment, call, RefundRequest(reading: try body(call)))
    }

    private static func refund(_ call: Call) throws -> Reply {
        let body = try body(call)
        guard let id = body["payment_id"], id != .null, id != .string("") else {
            throw Refusal.required(.paymentID)
        }
        let payment = try call.books.payment(ID(wire: id.asText ?? id.description))
        let request = try RefundRequest(reading: body, others: ["payment_id"])
        return try refund(payment, call, request)
    }

    /// A body that is no JSON is as good as none, except under an idempotency key.
    private static func body(_ call: Call) throws -> JSON {
        if call.request.header(idempotencyHeader) != nil, call.body.isMalformedJSON {
            throw Refusal.idempotencyBodyUnreadable
        }
        return call.fields
    }

    private static let idempotencyHeader = "X-Refund-Idempotency"

    private static func refund(
        _ payment: Payment, _ call: Call, _ request: RefundRequest
    ) throws -> Reply {
        guard let header = call.request.header(idempotencyHeader) else {
            let refund = try call.books.refund(payment, request.draft)
            return .json { $0.refund(refund) }
        }
        let bytes = try call.books.refund(
            payment, request.draft, key: IdempotencyKey(header), request: request.fingerprint
        ) { refund in
            var writer = JSONWriter()
            writer.refund(refund)
            return writer.bytes
        }
        return .bytes(bytes)
    }

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.page(.refunds, also: ["payment_id"])
        guard let id = fields["payment_id"]?.asText else { return try show(nil, page, call) }
        return try show(ID(wire: id), page, call)
    }

    private static func listOfPayment(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        let (page, _) = try call.page(.refunds)
        return try show(payment.id, page, call)
    }

    private static func show(_ payment: ID<Payment>?, _ page: ListQuery, _ call: Call) throws
        -> Reply
    {
        let refunds = try call.books.refunds(of: payment, page)
        return .json { $0.collection(refunds) { $0.refund($1) } }
    }

    private static func fetchOfPayment(_ call: Call) throws -> Reply {
        let payment = try call.books.payment(call.id())
        let refund = try call.books.refund(call.id(1))
        guard refund.paymentID == payment.id else { throw Refusal.unknownID }
        try call.takesNothing()
        return .json { $0.refund(refund) }
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let refund = try call.books.refund(call.id())
        try call.takesNothing()
        return .json { $0.refund(refund) }
    }

    private static func change(_ call: Call) throws -> Reply {
        let refund = try call.books.refund(call.id())
        guard let notes = try Fields(call.fields, knowing: ["notes"]).notes() else {
            throw Refusal.refundNotesRequired
        }
        let changed = try call.books.replace(notes: notes, of: refund)
        return .json { $0.refund(changed) }
    }
}
