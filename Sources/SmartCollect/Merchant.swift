/// Whoever owns a key: a world of its own, with its own customers, accounts, money and time.
public struct Merchant: Equatable, Sendable {
    /// The key id that names it.
    public let keyID: String
    /// The sub-account of a partner's key that it is, when it is one.
    public let subAccount: String?
    /// The vendor's name of the merchant's account.
    public let accountID: ID<Merchant>
    /// Whether its money is pretended or real.
    public let mode: KeyMode
    /// What its account is set up to do.
    public var settings: MerchantSettings

    /// A merchant as it is kept.
    public init(
        keyID: String, subAccount: String?, accountID: ID<Merchant>, mode: KeyMode,
        settings: MerchantSettings
    ) {
        self.keyID = keyID
        self.subAccount = subAccount
        self.accountID = accountID
        self.mode = mode
        self.settings = settings
    }
}

extension KeyMode {
    /// The mode that a key id stands for; nil for a text that is no key id.
    ///
    /// - Source: [D] README section 2; any ending of letters, digits and underscores is taken, so
    ///   that tests can name their merchants.
    public init?(keyID: String) {
        let ending: Substring
        if keyID.hasPrefix("rzp_test_") {
            (self, ending) = (.test, keyID.dropFirst(9))
        } else if keyID.hasPrefix("rzp_live_") {
            (self, ending) = (.live, keyID.dropFirst(9))
        } else {
            return nil
        }
        let underscore = UInt8(ascii: "_")
        guard ending.utf8.count <= 64,
            ending.consists(of: { $0.isAlphanumeric || $0 == underscore })
        else { return nil }
    }
}
