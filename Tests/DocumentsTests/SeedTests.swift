import SQLite
import Documents
import Simulator
import SmartCollect
import Storage
import Testing
import Wire

/// What merchants begin with is held to the rules of every request, and told apart by its place.
struct SeedTests {
    private static let now: Int64 = 1_767_225_600
    private static let head = """
        merchants:
          - key_id: rzp_test_orchid
            secret: orchids

        """

    private static let seed =
        head + """
                settings: {billing_label: Orchid Traders}
                customers:
                  - {id: cust_OrchidNila0001, name: Nila Rao, contact: "9840000001"}
                virtual_accounts:
                  - id: va_OrchidNila0001
                    customer_id: cust_OrchidNila0001
                    receivers: {types: [bank_account], bank_account: {descriptor: "1001"}}
                  - receivers: {types: [vpa]}
                credits:
                  - id: crd_OrchidNila0001
                    to: {account_number: "1112220000001001"}
                    amount: 50000
                    mode: NEFT
                    utr: AXISN26001000001
                  - {to: {virtual_account_id: va_OrchidNila0001}, amount: 700, mode: IMPS}
                webhooks:
                  - {id: WebhookOrchid1, url: "http://localhost/hook", events: [payment.captured]}
                faults:
                  - {do: error, status: 502, match: {path: /v1/payments/*}, times: 2}
            """

    /// Keeps every store of a test: books do not outlive their store.
    private final class Shelf {
        var stores: [Store] = []
    }

    private let shelf = Shelf()

    private func books(
        of keyID: String = "rzp_test_orchid", planting seed: String, in store: Store? = nil
    ) throws -> Books {
        let store =
            try store ?? Store(.memory, seed: 1) { Self.now * Timestamp.nanoseconds }
        let file = try Seed(reading: YAML.read(Array(seed.utf8)))
        store.seed = file.plant
        shelf.stores.append(store)
        return try store.open(MerchantKey(keyID), mode: .test, secretDigest: [])
    }

    @Test func `a seed names its merchants`() throws {
        let seed = try Seed(reading: YAML.read(Array(Self.seed.utf8)))
        #expect(seed.merchants.map(\.keyID) == ["rzp_test_orchid"])
        #expect(seed.merchants.map(\.secret) == ["orchids"])
        #expect(seed.merchants.map(\.faults.all.count) == [1])
        #expect(seed.merchants.first?.faults.all.first?.kind.name == "error")
        #expect(seed.merchants.map(\.place) == [YAML.Place(line: 2, column: 5)])
    }

    @Test func `everything is planted under its id`() throws {
        let books = try books(planting: Self.seed)
        #expect(books.merchant.settings.billingLabel == "Orchid Traders")
        let customer = try books.customer(ID(wire: "cust_OrchidNila0001"))
        #expect(customer.details.contact == "9840000001")
        let account = try books.virtualAccount(ID(wire: "va_OrchidNila0001"))
        #expect(account.customerID == customer.id)
        #expect(account.name == "Orchid Traders")
        #expect(account.amountPaid == 50_700)
        #expect(try books.credit(ID(wire: "crd_OrchidNila0001")).status == .credited)
        #expect(try books.webhook(ID(wire: "WebhookOrchid1")).events == ["payment.captured"])
        #expect(try books.virtualAccounts(ListQuery(count: 100)).count == 2)
    }

    @Test func `webhooks are not told of what was there before them`() throws {
        let books = try books(planting: Self.seed)
        let webhook: ID<Webhook> = try ID(wire: "WebhookOrchid1")
        #expect(try books.nextDelivery(to: webhook) == nil)
        let order = try Bank.order(
            [
                "to": ["virtual_account_id": "va_OrchidNila0001"], "amount": 1, "mode": "IMPS",
                "ignore_limits": true,
            ], for: books, from: Persona(of: books.merchant))
        _ = try books.receive(order)
        #expect(try books.nextDelivery(to: webhook)?.event.event.name == .paymentCaptured)
    }

    @Test func `who is not named begins with nothing`() throws {
        let books = try books(of: "rzp_test_other", planting: Self.seed)
        #expect(try books.isEmpty())
        #expect(books.merchant.settings.billingLabel == "Acme Corp")
    }

    @Test func `the same seed is planted alike`() throws {
        func accounts() throws -> [VirtualAccount] {
            try books(planting: Self.seed).virtualAccounts(ListQuery(count: 100))
        }
        #expect(try accounts() == accounts())
    }

    @Test func `a seed that breaks a rule leaves no merchant behind`() throws {
        let store = try Store(.memory, seed: 1) { Self.now * Timestamp.nanoseconds }
        #expect(throws: YAMLError.self) {
            try books(planting: Self.head + "    customers: [{name: x}]", in: store)
        }
        #expect(store.books(of: MerchantKey("rzp_test_orchid")) == nil)
        #expect(try books(planting: Self.seed, in: store).webhooks().count == 1)
    }

    @Test func `an id from a year to come does not hold up the making of ids`() throws {
        let books = try books(
            planting: Self.head + "    customers: [{id: cust_zzzzzzzzzzzzzz, name: Nila Rao}]")
        let account: ID<VirtualAccount> = books.id()
        #expect(account.nanoseconds / Timestamp.nanoseconds == Self.now)
    }

    // MARK: Files that cannot be planted

    @Test(arguments: [
        ("- 1", 1, 1, "a seed must have names and values"),
        ("merchant: []", 1, 1, "a seed has no merchant; known are merchants"),
        ("merchants: {}", 1, 12, "merchants must be a list"),
        ("merchants: [rzp_test_orchid]", 1, 13, "a merchant must have names and values"),
        ("merchants: [{secret: a}]", 1, 13, "key_id is missing"),
        ("merchants: [{key_id: rzp_test_a}]", 1, 13, "secret is missing"),
        ("merchants: [{key_id: rzp_test_a, secret: 5}]", 1, 42, "secret must be text"),
        (
            "merchants: [{key_id: acme, secret: a}]", 1, 22,
            "a key id is rzp_test_ or rzp_live_ and up to 64 letters, digits or _"
        ),
        (
            "merchants:\n- {key_id: rzp_test_a, secret: a}\n- {key_id: rzp_test_a, secret: b}", 3,
            3,
            "the key id rzp_test_a stands here twice"
        ),
        (
            "{\"merchants\": [{\"key_id\": \"rzp_test_a\", \"secret\": \"a\", \"name\": \"b\"}]}",
            1, 56,
            "a merchant has no name; known are key_id, secret, settings, customers, "
                + "virtual_accounts, credits, webhooks, faults"
        ),
    ])
    func `a file that is no seed`(text: String, line: Int, column: Int, words: String) {
        #expect(throws: YAMLError(place: YAML.Place(line: line, column: column), words: words)) {
            try Seed(reading: YAML.read(Array(text.utf8)))
        }
    }

    @Test(arguments: [
        ("settings: [1]", 4, 15, "Settings must be a JSON object."),
        ("settings: {feecap: 1}", 4, 16, "There is no setting feecap."),
        ("settings:\n      billing_label: ''", 5, 7, "billing_label must be 1 to 100 characters."),
        ("customers: {}", 4, 16, "customers must be a list"),
        ("customers: [Nila]", 4, 17, "an entry must have names and values"),
        ("customers: [{id: 5}]", 4, 22, "id must be text"),
        ("customers: [{id: cust_1}]", 4, 22, "1 is not a valid id"),
        ("customers: [{id: va_OrchidNila0001}]", 4, 22, "va_OrchidNila0001 is not a valid id"),
        (
            "customers: [{name: Nila Rao, city: Pune}]", 4, 34,
            "city is/are not required and should not be sent"
        ),
        (
            "customers:\n      - name: Nila Rao\n        email: nila", 6, 9,
            "The email must be a valid email address."
        ),
        (
            "customers:\n"
                + "      - {name: Nila Rao, email: n@o.example, contact: '98400000'}\n"
                + "      - {name: Nila Rao, email: n@o.example, contact: '98400000'}", 6, 9,
            "Customer already exists for the merchant"
        ),
        (
            "customers:\n      - {id: cust_OrchidNila0001, name: Nila}\n"
                + "      - {name: Arun, id: cust_OrchidNila0001}", 6, 22,
            "The id cust_OrchidNila0001 is taken."
        ),
        ("virtual_accounts:\n      - {}", 5, 9, "The receivers field is required."),
        (
            "virtual_accounts:\n      - receivers:\n          types: [upi]", 6, 11,
            "The selected types is invalid."
        ),
        (
            "virtual_accounts:\n      - receivers:\n          types: [bank_account]\n"
                + "          bank_account: {descripter: '1'}", 7, 26,
            "descripter is/are not required and should not be sent"
        ),
        (
            "virtual_accounts:\n      - receivers: {types: [bank_account]}\n"
                + "        customer_id: cust_OrchidNila0001", 6, 9,
            "The id provided does not exist"
        ),
        (
            "virtual_accounts:\n      - receivers: {types: [bank_account]}\n"
                + "        close_by: 1", 5, 9,
            "close by date should be atleast 15 min after current time"
        ),
        (
            "credits:\n      - {to: {virtual_account_id: va_1}, amount: 1, mode: NEFT}", 5, 15,
            "virtual_account_id must be va_ and 14 letters or digits."
        ),
        (
            "credits:\n      - {to: {account_number: '12345'}, amount: 0, mode: NEFT}", 5, 41,
            "amount must be an integer from 1 to 1000000000000, in paise."
        ),
        ("webhooks: [{events: ['*']}]", 4, 16, "The url field is required."),
        ("webhooks: [{url: 'ftp://orchid'}]", 4, 17, "The url format is invalid."),
    ])
    func `a rule that is broken`(text: String, line: Int, column: Int, words: String) {
        #expect(throws: YAMLError(place: YAML.Place(line: line, column: column), words: words)) {
            try books(planting: Self.head + "    " + text)
        }
    }
}
