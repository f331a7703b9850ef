/// Names a request that is held or streams. The handler chooses the number and uses none twice.
public struct Ticket: Hashable, Sendable {
    /// The number chosen.
    public let number: UInt64

    /// The ticket with this number.
    public init(_ number: UInt64) {
        self.number = number
    }
}

/// What is to become of a request: a value that only this module carries out.
///
/// Whatever leaves because of a plan leaves after the commit of the pass of the loop in which it
/// was due.
public enum Plan: Sendable {
    /// Answer.
    case now(HTTPResponse)
    /// Carry out the inner plan after so many milliseconds; below zero counts as zero.
    ///
    /// Not carried out for a client that leaves long before: see
    /// ``HTTPServer/Configuration/delayMilliseconds``.
    indirect case after(milliseconds: Int64, Plan)
    /// Keep the request until ``HTTPServer/answer(_:with:)``.
    ///
    /// When the time is over, ``HTTPHandler/expired(_:)`` gives the answer.
    case hold(Ticket, milliseconds: Int64)
    /// Send the head and the first bytes, and more by ``HTTPServer/send(_:to:)``, until
    /// ``HTTPServer/finish(_:)`` or until the client leaves.
    case stream(Ticket, HTTPResponse)
    /// Send the head and half of the body, then cut the connection.
    case half(HTTPResponse)
    /// Reset the connection (TCP RST) without an answer.
    case reset
    /// Never answer. The connection ends when the client leaves, or after
    /// ``HTTPServer/Configuration/silenceMilliseconds``.
    case silence
}
