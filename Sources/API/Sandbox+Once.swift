import Crypto
import HTTP
import Storage
import Wire

extension Sandbox {
    /// Answers a control call; under an idempotency key only once, and then the same again.
    ///
    /// - Throws: `ErrorBody` with 409 where the key belongs to another request, or to one that has
    ///   not been answered yet.
    func once(_ call: Call, _ route: Route) throws -> Reply {
        guard let key = try OnceKey(call) else { return try route.answer(call) }
        if let kept = try call.books.keptAnswer(key: key.text) {
            guard kept.request == key.request else {
                throw ErrorBody.control(
                    "idempotency_key", "The idempotency key belongs to another request.",
                    status: 409)
            }
            return .bytes(kept.answer, type: route.contentType)
        }
        guard !keysUnderWay.contains(key) else {
            throw ErrorBody.control(
                "idempotency_key", "The request of this idempotency key is not answered yet.",
                status: 409)
        }
        let reply = try route.answer(call)
        switch reply.plan {
        case .now(let response): keep(response, of: call)
        case .hold: keysUnderWay.insert(key)
        default: break
        }
        return reply
    }

    /// Keeps what a call was answered under its idempotency key, if it has one, with what it has
    /// changed: neither stands without the other.
    func keep(_ response: HTTPResponse, of call: Call) {
        guard let key = try? OnceKey(call) else { return }
        keysUnderWay.remove(key)
        guard response.status == 200 else { return }
        // A reset leads to other books, and it is those that must know of it.
        let books = store.books(of: call.books.key) ?? call.books
        do {
            try books.keep(answer: response.body, key: key.text, request: key.request)
        } catch {
            store.losePass()
        }
    }
}

/// The idempotency key of a control call that changes something.
struct OnceKey: Hashable {
    private let merchant: MerchantKey
    let text: String
    /// A digest of the request that it belongs to.
    let request: String

    /// - Returns: nil for a call that has none.
    /// - Throws: `ErrorBody` for a key that is too long.
    init?(_ call: Call) throws {
        guard call.request.method == .post, let text = call.request.header("Idempotency-Key")
        else { return nil }
        guard (1...255).contains(text.utf8.count) else {
            throw ErrorBody.control(
                "idempotency_key", "An idempotency key has 1 to 255 characters.")
        }
        merchant = call.books.key
        self.text = text
        request = SHA256.hexadecimalDigest(
            of: Array(call.request.target.utf8) + [0] + call.request.body)
    }
}
