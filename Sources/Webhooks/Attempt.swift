import Crypto
import HTTP
import SmartCollect
import Storage

/// One attempt to tell a webhook of an event: what is sent, and what is made of the answer.
///
/// - Source: [O] webhooks.md section 2.
struct Attempt {
    let delivery: Delivery
    let event: SmartCollect.Event
    private let url: String
    private let body: [UInt8]

    private static let responseBodyMax = 4096

    init(_ delivery: Delivery, _ webhook: Webhook, _ event: SmartCollect.Event, body: [UInt8]) {
        self.delivery = delivery
        self.event = event
        url = webhook.url
        self.body = body
    }

    /// Nil for a URL that nothing can be sent to.
    var request: HTTPClientRequest? {
        guard let url = try? HTTPURL(url) else { return nil }
        return HTTPClientRequest(url: url, headers: headers, body: body)
    }

    private var headers: [(name: String, value: String)] {
        var headers = [
            (name: "Content-Type", value: "application/json"),
            (name: "User-Agent", value: "Razorpay-Webhook/v1"),
            (name: "Accept-Encoding", value: "gzip"),
            (name: "X-Razorpay-Event-Id", value: event.id.text),
            (name: "Request-Id", value: event.id.text),
        ]
        if let secret = delivery.secret {
            let signature = HMAC.sha256Hexadecimal(of: body, key: Array(secret.utf8))
            headers.append((name: "X-Razorpay-Signature", value: signature))
        }
        return headers
    }

    func result(of outcome: HTTPClientOutcome, sentAt: Timestamp) -> Delivery.Result {
        let sent = headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        switch outcome {
        case .response(let response):
            return Delivery.Result(
                sentAt: sentAt, requestHeaders: sent, responseStatus: Int64(response.status),
                responseBody: Array(response.body.prefix(Attempt.responseBodyMax)),
                durationMilliseconds: response.milliseconds,
                diagnosis: Diagnosis.of(status: response.status))
        case .failure(let failure, let milliseconds):
            return Delivery.Result(
                sentAt: sentAt, requestHeaders: sent, responseStatus: nil, responseBody: [],
                durationMilliseconds: milliseconds, diagnosis: Diagnosis.of(failure))
        }
    }
}
