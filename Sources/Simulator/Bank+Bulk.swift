public import SmartCollect
public import Storage
public import Wire

extension Bank {
    /// The most credits that can arrive at once.
    public static let bulkMax = 10_000

    /// Lets many credits arrive at the same moment, one after the other: all of them, or none.
    ///
    /// - Parameters:
    ///   - bodies: the credits, as ``order(_:for:from:)`` reads them.
    ///   - books: the merchant's.
    ///   - persona: who pays when a credit does not say.
    /// - Returns: how many credits have met with each fate.
    /// - Throws: `ErrorBody` that names the credit by its place in the list, counted from 0.
    public static func receive(
        _ bodies: [JSON], for books: Books, from persona: Persona
    ) throws -> [CreditRecord.Status: Int64] {
        return try books.together {
            var counts: [CreditRecord.Status: Int64] = [:]
            for (index, body) in bodies.enumerated() {
                do {
                    let outcome = try books.receive(
                        order(body, for: books, from: persona))
                    counts[outcome.record.status, default: 0] += 1
                } catch let error as ErrorBody {
                    throw error.about("credits[\(index)]")
                }
            }
            return counts
        }
    }
}
