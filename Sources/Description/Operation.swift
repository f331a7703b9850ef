import SmartCollect
import Wire

/// What a route takes and answers, for its description.
struct Operation {
    /// What it does, in a few words.
    let summary: String
    /// What stands in the query or a header, in the order of the description.
    let parameters: [Parameter]
    /// What is sent; nil where nothing is.
    let body: JSON?
    /// The media type of what is sent; nil for those of all routes.
    let bodyType: String?
    /// What one line is where as many may be sent as lines of JSON instead; nil where they may not.
    let line: JSON?
    /// What it answers where it does what it is asked; nil for nothing.
    let answer: JSON?
    /// The statuses of success.
    let statuses: [Int64]
    /// The statuses of refusals besides those that every route of the document has.
    let refusals: [Int64]
    /// The media type of the answer.
    let mediaType: String

    /// A field of the query or a header; none of them is required.
    struct Parameter {
        enum Place: String {
            case query, header
        }

        let name: String
        let place: Place
        let schema: JSON

        init(_ name: String, _ schema: JSON, in place: Place = .query) {
            self.name = name
            self.place = place
            self.schema = schema
        }
    }

    init(
        _ summary: String, takes parameters: [Parameter] = [], body: JSON? = nil,
        as bodyType: String? = nil, orLinesOf line: JSON? = nil, answers answer: JSON?,
        statuses: [Int64] = [200],
        refusals: [Int64] = [], mediaType: String = "application/json"
    ) {
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.bodyType = bodyType
        self.line = line
        self.answer = answer
        self.statuses = statuses
        self.refusals = refusals
        self.mediaType = mediaType
    }
}

extension [Operation.Parameter] {
    /// The page of a list.
    static let page: [Operation.Parameter] = [
        Operation.Parameter("from", Schema.integer(Timestamp.clockRange)),
        Operation.Parameter("to", Schema.integer(Timestamp.clockRange)),
        Operation.Parameter("count", Schema.integer(1...100)),
        Operation.Parameter("skip", Schema.integer(0...1_000_000)),
    ]
}
