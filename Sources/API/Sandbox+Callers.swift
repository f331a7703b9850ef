import Crypto
import HTTP
import SmartCollect
import Storage
import Wire

// Who calls.

extension Sandbox {
    /// The books of the caller: those of the key, or of the sub-account that the key acts for.
    ///
    /// - Source: [D] README section 2; the first use of a key pins its secret.
    func books(of request: HTTPRequest) throws -> Books {
        let sender = request.sender
        if let known = sender.books(in: store) { return known }
        guard let authorization = sender.authorization else {
            return Sandbox.isControl(request.path)
                ? try named(request) : try self.books(nil, sender.account)
        }
        let found =
            sender.account != nil
            ? try self.books(authorization, sender.account)
            : try callers.books(of: authorization, in: store) {
                try self.books(authorization, nil)
            }
        sender.note(found, in: store)
        return found
    }

    private func books(_ header: String?, _ account: String?) throws -> Books {
        let credentials = try Credentials(header: header)
        guard let mode = KeyMode(keyID: credentials.keyID) else { throw Refusal.credentialsWrong }
        let digest = SHA256.digest(of: Array(credentials.secret.utf8))
        let owner = try open(MerchantKey(credentials.keyID), mode, digest)
        guard let account,
            let id = try? ID<Merchant>(wire: account), id != owner.merchant.accountID
        else { return owner }
        return try open(MerchantKey(credentials.keyID, subAccount: id.text), mode, digest)
    }

    private func open(_ key: MerchantKey, _ mode: KeyMode, _ digest: [UInt8]) throws -> Books {
        guard let books = store.books(of: key) else {
            guard !configuration.admitsOnlyKnownKeys || !key.subAccount.isEmpty else {
                throw Refusal.credentialsWrong
            }
            return try store.open(key, mode: mode, secretDigest: digest)
        }
        guard constantTimeEqual(books.secretDigest, digest) else {
            throw books.merchant.settings.authErrors == .documented
                ? Refusal.credentialsWrong.errorBody(under: books.merchant.settings)
                : Refusal.credentialsWrong.errorBody()
        }
        return books
    }

    /// A control call without credentials names its merchant in the query, or means the default.
    private func named(_ request: HTTPRequest) throws -> Books {
        let query = Form.read(Array((request.query ?? "").utf8))
        guard let keyID = query["tenant"]?.asText else {
            guard let books = defaultBooks else { throw Refusal.credentialsWrong }
            return books
        }
        guard let books = store.books(of: MerchantKey(keyID)) else {
            throw ErrorBody.control(
                "unknown_tenant", "No merchant of that key id is known yet.", field: "tenant",
                status: 404)
        }
        return books
    }
}
