import Crypto
import HTTP
import SmartCollect
import Storage
import Wire

/// One attempt to tell a webhook of an event: what is sent, and what is made of the answer.
///
/// - Source: [O] webhooks.md section 2.
struct Attempt {
    let event: SmartCollect.Event
    private let delivery: Delivery
    /// Where it goes, as it was registered.
    let url: String
    private let body: [UInt8]
    private let sentAt: Timestamp
    private let signature: String?

    private static let responseBodyMax = 4096

    init(
        _ delivery: Delivery, _ webhook: Webhook, _ event: SmartCollect.Event, body: [UInt8],
        sentAt: Timestamp
    ) {
        self.delivery = delivery
        self.event = event
        self.body = body
        self.sentAt = sentAt
        url = webhook.url
        signature = Attempt.signature(of: body, delivery, webhook)
    }

    /// What is sent.
    func request(to url: HTTPURL) -> HTTPClientRequest {
        HTTPClientRequest(
            url: url,
            headers: DeliveryHeaders.of(delivery.eventID, signature: signature), body: body)
    }

    /// The delivery with what came of it.
    func delivery(after outcome: HTTPClientOutcome) -> Delivery {
        var delivery = delivery
        switch outcome {
        case .response(let response):
            delivery.result = result(
                status: Int64(response.status), body: response.body, response.milliseconds)
            delivery.diagnosis = Diagnosis.of(status: response.status)
        case .failure(let failure, let milliseconds):
            delivery.result = result(status: nil, body: [], milliseconds)
            delivery.diagnosis = Diagnosis.of(failure)
        }
        delivery.status = delivery.diagnosis == nil ? .delivered : .failed
        return delivery
    }

    private func result(
        status: Int64?, body: [UInt8], _ milliseconds: Int64
    ) -> Delivery.Result {
        Delivery.Result(
            sentAt: sentAt, signature: signature, responseStatus: status,
            responseBody: Array(body.prefix(Attempt.responseBodyMax)),
            durationMilliseconds: milliseconds)
    }

    /// - Source: [D] webhooks.md section 4; without a secret there is none, INFERRED.
    private static func signature(
        of body: [UInt8], _ delivery: Delivery, _ webhook: Webhook
    ) -> String? {
        guard let secret = delivery.secret else { return nil }
        switch delivery.behaviour {
        case .oldSecret: return HMAC.sha256Hexadecimal(of: body, key: Array(webhook.oldSecret.utf8))
        case .badSignature:
            // Right but for its first digit, as if it had been garbled on the way.
            let signature = HMAC.sha256Hexadecimal(of: body, key: Array(secret.utf8))
            return (signature.first == "0" ? "f" : "0") + signature.dropFirst()
        default: return HMAC.sha256Hexadecimal(of: body, key: Array(secret.utf8))
        }
    }
}
