/// What stands behind a server. Everything is called on the loop's own thread and must not block.
public protocol HTTPHandler: AnyObject {
    /// Looks at a complete head whose body is not yet all here, so that a refusal costs no memory.
    ///
    /// Skipped when the body came along with the head: ``handle(_:)`` does its own checks.
    /// - Parameter head: the request, its body empty.
    /// - Returns: the refusal to answer with (401, 413, 421 …), or nil to await the body.
    func admit(_ head: HTTPRequest) -> HTTPResponse?

    /// Decides what is to become of a complete request.
    func handle(_ request: HTTPRequest) -> Plan

    /// Puts a refusal by the server itself into the words of this handler's protocol.
    func refuse(_ problem: HTTPProblem) -> HTTPResponse

    /// Makes the changes of this pass of the loop permanent; no answer of the pass has left yet.
    ///
    /// - Returns: nil when they are permanent. Otherwise an answer (500, 503) that replaces every
    ///   answer of the pass, because what they tell did not happen.
    func commit() -> HTTPResponse?

    /// The answer to a held request whose time is over. The ticket is forgotten afterwards.
    func expired(_ ticket: Ticket) -> HTTPResponse

    /// The client of a held or streaming request left. The ticket is forgotten already.
    func gone(_ ticket: Ticket)
}
