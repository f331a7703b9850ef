public import SmartCollect

/// The header fields that a webhook is sent, besides those of any HTTP request.
///
/// - Source: [O] webhooks.md section 2, several logged deliveries.
public enum DeliveryHeaders {
    /// The fields of a delivery of an event, in the order in which they are sent; without a
    /// signature where the webhook has no secret.
    public static func of(
        _ event: ID<Event>, signature: String?
    ) -> [(name: String, value: String)] {
        var headers = [
            (name: "Content-Type", value: "application/json"),
            (name: "User-Agent", value: "Razorpay-Webhook/v1"),
            (name: "Accept-Encoding", value: "gzip"),
            (name: "X-Razorpay-Event-Id", value: event.wire),
            (name: "Request-Id", value: event.wire),
        ]
        if let signature { headers.append((name: "X-Razorpay-Signature", value: signature)) }
        return headers
    }
}
