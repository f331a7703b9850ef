import HTTP
import Storage

/// Who sends a request, as far as its fields tell: found out once for all requests that come over
/// one connection with the very same fields.
final class Sender {
    /// The `Authorization`.
    let authorization: String?
    /// The sub-account that the key acts for.
    let account: String?
    /// What the body is said to be.
    let contentType: String?
    /// Whether the name in `Host` was found to be one of ours.
    var isAtHome = false
    /// Whether the type of the body was found to be one that control routes take.
    var saysControlType = false
    private var caller: (books: Books, generation: Int)?

    init(of request: HTTPRequest) {
        authorization = request.header("Authorization")
        account = request.header("X-Razorpay-Account")
        contentType = request.header("Content-Type")
    }

    /// The books that were opened to the sender before, where they still are the merchant's.
    func books(in store: Store) -> Books? {
        guard let caller, caller.generation == store.generation else { return nil }
        return caller.books
    }

    /// Notes that books were opened to the sender.
    func note(_ books: Books, in store: Store) {
        caller = (books, store.generation)
    }
}

extension HTTPRequest {
    /// Who sends it.
    var sender: Sender {
        if let known = memo as? Sender { return known }
        let sender = Sender(of: self)
        memo = sender
        return sender
    }
}
