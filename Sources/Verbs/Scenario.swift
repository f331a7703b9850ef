public import Documents
public import Wire

/// A story about money, told in calls and in what must come of them, read from a file.
///
///     name: A payment from a stranger's account goes back
///     steps:
///       - call: POST /v1/virtual_accounts
///         body: {receivers: {types: [bank_account]}}
///         save: {va: $.id}
///       - credit:
///           to:
///             virtual_account_id: ${va}
///           amount: 50000
///           mode: NEFT
///         expect: {body: {status: credited}}
///       - advance: 25h
///
/// A step sends one request: `call` any, `credit` money that arrives, `advance` and `clock` what
/// moves the merchant's time, `settings` what its account is set up to do, `wait_for` an event that
/// is waited for. A step with `expect`
/// alone looks at the last answer again. Every request must be answered 200 unless its step expects
/// another status. The first step that fails ends the scenario.
public struct Scenario: Sendable {
    /// What it shows.
    public let name: String
    /// What happens, in order; at least one step.
    public let steps: [Step]

    /// One request and what must come of it.
    public struct Step: Sendable {
        /// What the step does, in a few words.
        public let title: String
        /// Where it stands in the file.
        public let place: YAML.Place
        /// What is sent, before variables are filled in; nil to look at the last answer again.
        let call: Call?
        let status: Int64
        let body: JSON?
        let saves: [Save]
    }

    /// A request before its variables are filled in.
    struct Call: Sendable {
        enum Content {
            case none
            case json(JSON)
            case form(JSON)
            case query(JSON)
        }

        let method: String
        let path: String
        var headers: [JSON.Member] = []
        var content = Content.none
    }

    /// What is taken from an answer for later steps.
    struct Save: Sendable {
        let name: String
        let path: JSONPath
    }
}

/// A request that a step sends.
public struct ScenarioRequest: Equatable, Sendable {
    /// The method in capitals.
    public let method: String
    /// Path and query.
    public let path: String
    /// What the step says about the request besides.
    public let headers: [JSON.Member]
    /// What is sent.
    public let body: [UInt8]
}
