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
        if let kept = try call.books.keptAnswer(key: key.name.text) {
            guard kept.request == key.request else {
                throw ErrorBody.control(
                    "idempotency_key", "The idempotency key belongs to another request.",
                    status: 409)
            }
            return .bytes(kept.answer, type: route.contentType)
        }
        guard !keysUnderWay.contains(key.name) else {
            throw ErrorBody.control(
                "idempotency_key", "The request of this idempotency key is not answered yet.",
                status: 409)
        }
        let reply = try route.answer(call)
        switch reply.plan {
        case .now(let response): keep(response, of: call)
        case .hold: keysUnderWay.insert(key.name)
        default: break
        }
        return reply
    }

    /// Keeps what a call was answered under its idempotency key, if it has one, with what it has
    /// changed: neither stands without the other.
    func keep(_ response: HTTPResponse, of call: Call) {
        guard let key = try? OnceKey(call) else { return }
        keysUnderWay.remove(key.name)
        // A reset leads to other books, and it is those that must know of it.
        guard response.status == 200, let books = store.books(of: call.books.key) else { return }
        do {
            try books.keep(answer: response.body, key: key.name.text, request: key.request)
        } catch {
            store.losePass()
        }
    }
}

/// The idempotency key of a control call that changes something.
struct OnceKey {
    /// What tells it from all others.
    struct Name: Hashable {
        let merchant: MerchantKey
        let text: String
    }

    let name: Name
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
        name = Name(merchant: call.books.key, text: text)
        request = SHA256.hexadecimalDigest(
            of: Array(call.request.target.utf8) + [0] + call.request.body)
    }
}
