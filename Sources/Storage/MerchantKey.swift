import SmartCollect

/// What a merchant is found by.
public struct MerchantKey: Hashable, Sendable {
    /// The key id.
    public let keyID: String
    /// The 14 characters of a sub-account's id; empty for the key's own account.
    public let subAccount: String

    /// The merchant of a key, or of one of its sub-accounts.
    public init(_ keyID: String, subAccount: String = "") {
        self.keyID = keyID
        self.subAccount = subAccount
    }

    init(of merchant: Merchant) {
        self.init(merchant.keyID, subAccount: merchant.subAccount ?? "")
    }
}
