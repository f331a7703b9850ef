import HTTP
import Simulator
import Wire

extension Fault.Kind {
    /// What becomes of a request that the fault befalls.
    ///
    /// - Parameter act: does what was asked, and says what would be answered.
    /// - Returns: what is done, and the answer that was made, whether or not it arrives.
    func befall(_ act: () -> Plan) -> (plan: Plan, answer: HTTPResponse?) {
        switch self {
        case .error(let error): return (.now(error.response), error.response)
        case .hang: return (.silence, nil)
        case .reset: return (.reset, nil)
        case .delay(let seconds):
            let plan = act()
            return (.after(milliseconds: seconds * 1000, plan), plan.answer)
        case .commitThenReset: return (.reset, act().answer)
        case .commitThenHang: return (.silence, act().answer)
        case .commitThenError(let error):
            _ = act()
            return (.now(error.response), error.response)
        case .truncate:
            let plan = act()
            return (plan.answer.map { .half($0) } ?? plan, plan.answer)
        }
    }
}

extension Fault.ErrorAnswer {
    /// The error as it is answered.
    fileprivate var response: HTTPResponse {
        var response = Reply.response(
            .onPurpose(status, code: code, description: description))
        if let retryAfter { response.headers.append(("Retry-After", String(retryAfter))) }
        return response
    }
}

extension Plan {
    /// What is answered in the end; nil where nothing is, or nobody knows yet.
    var answer: HTTPResponse? {
        switch self {
        case .now(let response), .half(let response), .stream(_, let response): response
        case .after(_, let plan): plan.answer
        case .hold, .reset, .silence: nil
        }
    }
}
