import Crypto
import HTTP
import Storage
import Wire

extension Sandbox {
    /// Answers a control call; under an idempotency key only once, and then the same again.
    ///
    /// - Throws: `ErrorBody` with 409 where the key belongs to another request.
    func once(_ call: Call, _ route: Route) throws -> Reply {
        guard route.method == .post, let key = call.request.header("Idempotency-Key") else {
            return try route.answer(call)
        }
        guard (1...255).contains(key.utf8.count) else {
            throw ErrorBody.control(
                "idempotency_key", "An idempotency key has 1 to 255 characters.")
        }
        let request = SHA256.hexadecimalDigest(
            of: Array(call.request.target.utf8) + [0] + call.request.body)
        if let kept = try call.books.keptAnswer(key: key) {
            guard kept.request == request else {
                throw ErrorBody.control(
                    "idempotency_key", "The idempotency key belongs to another request.",
                    status: 409)
            }
            return .bytes(kept.answer, type: route.contentType)
        }
        let reply = try route.answer(call)
        if case .now(let response) = reply.plan, response.status == 200 {
            // A reset leads to other books, and it is those that must know of it.
            let books = store.books(of: call.books.key) ?? call.books
            try books.keep(answer: response.body, key: key, request: request)
        }
        return reply
    }
}
