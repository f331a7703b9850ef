import HTTP

/// How many requests there were, by method, by what they were about, and by status.
///
/// Counting is one addition in a short list: no text is made, nothing is hashed.
struct RequestCounts {
    /// What a request can be about.
    enum Subject: Int, CaseIterable {
        case customers, payments, refunds, virtualAccounts, webhooks, control, others

        /// By what the path goes on with after `/v1/`; `/v2/` has webhooks alone.
        init(path: String) {
            let path = path.utf8.span
            guard path.begins(with: Subject.first) else {
                self = path.begins(with: Subject.second) ? .webhooks : .control
                return
            }
            self = Subject.paths.first { path.begins(with: $0.path) }?.subject ?? .others
        }

        private static let first = Array("/v1/".utf8)
        private static let second = Array("/v2/".utf8)
        private static let paths: [(subject: Subject, path: [UInt8])] = [
            (.payments, Array("/v1/payments".utf8)),
            (.virtualAccounts, Array("/v1/virtual_accounts".utf8)),
            (.refunds, Array("/v1/refunds".utf8)),
            (.customers, Array("/v1/customers".utf8)),
            (.webhooks, Array("/v1/webhooks".utf8)),
        ]
    }

    /// What is counted together, and how often it came; status 0 stands for a request that was not
    /// answered at once.
    private struct Count {
        let method: HTTPMethod
        let subject: Subject
        let status: Int
        var requests = 1
    }

    private var counts: [Count] = []

    /// Counts a request and what became of it.
    mutating func count(_ request: HTTPRequest, _ plan: Plan) {
        let (method, subject) = (request.method, Subject(path: request.path))
        let status = RequestCounts.status(of: plan)
        for index in counts.indices
        where counts[index].status == status && counts[index].subject == subject
            && counts[index].method == method
        {
            counts[index].requests += 1
            return
        }
        counts.append(Count(method: method, subject: subject, status: status))
    }

    /// Calls for every combination that there was, in a fixed order.
    func forEach(_ body: (HTTPMethod, Subject, _ status: Int, _ count: Int) -> Void) {
        let order = counts.sorted {
            ($0.method.rawValue, $0.subject.rawValue, $0.status)
                < ($1.method.rawValue, $1.subject.rawValue, $1.status)
        }
        for count in order { body(count.method, count.subject, count.status, count.requests) }
    }

    private static func status(of plan: Plan) -> Int {
        switch plan {
        case .now(let response), .half(let response), .stream(_, let response): response.status
        case .after(_, let later): status(of: later)
        case .hold, .reset, .silence: 0
        }
    }
}

extension Span where Element == UInt8 {
    fileprivate func begins(with other: [UInt8]) -> Bool {
        guard count >= other.count else { return false }
        for index in other.indices where self[index] != other[index] { return false }
        return true
    }
}
