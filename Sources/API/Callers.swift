import Crypto
import Storage

/// Who has called before: an authorization that was good need not be taken apart again.
///
/// Authorizations are looked up by their digests alone, so that the time a look-up takes tells
/// nothing of a secret that is close to a good one.
struct Callers {
    private var books: [[UInt8]: Books] = [:]
    private var generation = 0

    private static let countMax = 10_000

    /// The books that an authorization stands for; `check` is asked when it is not known yet.
    mutating func books(
        of header: String, in store: Store, check: () throws -> Books
    ) throws -> Books {
        if generation != store.generation {
            books = [:]
            generation = store.generation
        }
        let digest = SHA256.digest(of: Array(header.utf8))
        if let known = books[digest] { return known }
        let found = try check()
        if books.count >= Callers.countMax { books = [:] }
        if generation == store.generation { books[digest] = found }
        return found
    }
}
