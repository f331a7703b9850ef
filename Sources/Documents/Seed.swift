public import Simulator
import SmartCollect
import Wire

/// What merchants begin with, read from a file.
///
///     merchants:
///       - key_id: rzp_test_sandbox
///         secret: sandbox_secret
///         settings: {billing_label: Orchid Traders}
///         customers:
///           - {id: cust_OrchidNila0001, name: Nila Rao, contact: "9840000001"}
///         virtual_accounts:
///           - id: va_OrchidNila0001
///             customer_id: cust_OrchidNila0001
///             receivers: {types: [bank_account]}
///         credits:
///           - {to: {virtual_account_id: va_OrchidNila0001}, amount: 50000, mode: NEFT}
///         webhooks:
///           - {url: "http://127.0.0.1:9000/hook", secret: whsec}
///         faults:
///           - {do: error, status: 502, times: 2, match: {path: /v1/payments/*}}
///
/// Every entry has the fields of the request that would make it, and is held to the same rules.
/// Besides it may have an `id`, without which one is made. That is also how entries refer to each
/// other: what another entry names gets an id of 14 letters or digits of the writer's choice.
///
/// A merchant is planted when its books are first opened and whenever they are reset. One that a
/// database file holds already is left as it is, so that a restart changes nothing; but faults are
/// in no file, and begin again.
public struct Seed: Sendable {
    /// One merchant of the file.
    public struct Merchant: Sendable {
        /// Its key.
        public let keyID: String
        /// The key's secret.
        public let secret: String
        /// Where it stands in the file.
        public var place: YAML.Place { node.place }
        /// What goes wrong with its requests at first.
        public let faults: Faults
        let node: YAMLNode
    }

    /// The merchants in the order of the file.
    public let merchants: [Merchant]

    private static let names = [
        "key_id", "secret", "settings", "customers", "virtual_accounts", "credits", "webhooks",
        "faults",
    ]

    /// Reads who there is; what they have is read when it is planted.
    ///
    /// - Throws: ``YAMLError`` for a name that is not known, a value of the wrong kind, a key id
    ///   that is none or stands there twice.
    public init(reading file: YAML) throws(YAMLError) {
        try file.root.check("a seed", knows: ["merchants"])
        var merchants: [Merchant] = []
        for node in try file.root.list("merchants") {
            let merchant = try Seed.merchant(node)
            guard !merchants.contains(where: { $0.keyID == merchant.keyID }) else {
                throw YAMLError(
                    place: node.place, words: "the key id \(merchant.keyID) stands here twice")
            }
            merchants.append(merchant)
        }
        self.merchants = merchants
    }

    private static func merchant(_ node: YAMLNode) throws(YAMLError) -> Merchant {
        try node.check("a merchant", knows: names)
        let keyID = try node.requiredText("key_id")
        guard KeyMode(keyID: keyID) != nil else {
            throw YAMLError(
                place: node["key_id"]?.place ?? node.place,
                words: "a key id is rzp_test_ or rzp_live_ and up to 64 letters, digits or _")
        }
        return Merchant(
            keyID: keyID, secret: try node.requiredText("secret"), faults: try node.faults(),
            node: node)
    }
}
