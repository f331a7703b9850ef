import HTTP

/// How many requests there were, by method, by what they were about, and by status.
///
/// Counting is one addition in a list that is made once: no text is made, nothing is hashed.
struct RequestCounts {
    /// What a request can be about.
    enum Subject: Int, CaseIterable {
        case customers, payments, refunds, virtualAccounts, webhooks, control, others

        /// By what the path goes on with after `/v1/`; `/v2/` has webhooks alone.
        init(path: String) {
            let path = path.utf8
            guard path.starts(with: Subject.first) else {
                self = path.starts(with: Subject.second) ? .webhooks : .control
                return
            }
            let rest = path.dropFirst(Subject.first.count)
            self = Subject.names.first { rest.starts(with: $0.name) }?.subject ?? .others
        }

        private static let first = Array("/v1/".utf8)
        private static let second = Array("/v2/".utf8)
        private static let names: [(subject: Subject, name: [UInt8])] = [
            (.payments, Array("payments".utf8)),
            (.virtualAccounts, Array("virtual_accounts".utf8)),
            (.refunds, Array("refunds".utf8)),
            (.customers, Array("customers".utf8)),
            (.webhooks, Array("webhooks".utf8)),
        ]
    }

    /// Statuses are three digits; 0 stands for a request that was not answered at once.
    private static let statusCount = 600
    private var counts: [Int]

    init() {
        counts = Array(
            repeating: 0,
            count: HTTPMethod.allCases.count * Subject.allCases.count * RequestCounts.statusCount)
    }

    /// Counts a request and what became of it.
    mutating func count(_ request: HTTPRequest, _ plan: Plan) {
        let status = RequestCounts.status(of: plan)
        let row = RequestCounts.row(request.method, Subject(path: request.path))
        guard (0..<RequestCounts.statusCount).contains(status) else { return }
        counts[row + status] += 1
    }

    /// Calls for every combination that there was.
    func forEach(_ body: (HTTPMethod, Subject, _ status: Int, _ count: Int) -> Void) {
        for method in HTTPMethod.allCases {
            for subject in Subject.allCases {
                let row = RequestCounts.row(method, subject)
                for status in 0..<RequestCounts.statusCount where counts[row + status] > 0 {
                    body(method, subject, status, counts[row + status])
                }
            }
        }
    }

    private static func row(_ method: HTTPMethod, _ subject: Subject) -> Int {
        (Int(method.rawValue) * Subject.allCases.count + subject.rawValue) * statusCount
    }

    private static func status(of plan: Plan) -> Int {
        switch plan {
        case .now(let response), .half(let response), .stream(_, let response): response.status
        case .after(_, let later): status(of: later)
        case .hold, .reset, .silence: 0
        }
    }
}
