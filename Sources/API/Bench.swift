import Simulator
import Storage

/// What stands around one merchant's books and is gone with them or at exit: the faults that befall
/// its requests.
final class Bench {
    let books: Books
    var faults = Faults()

    init(_ books: Books) {
        self.books = books
    }
}

/// Every merchant's bench.
struct Benches {
    private var byKey: [MerchantKey: Bench] = [:]
    private var generation = 0
    /// Mostly it is the same merchant that asks again.
    private var last: Bench?

    /// The bench of a merchant; a fresh one for books that are new.
    mutating func of(_ books: Books, _ store: Store) -> Bench {
        if let last, last.books === books { return last }
        if generation != store.generation {
            generation = store.generation
            byKey = byKey.filter { store.books(of: $0.key) === $0.value.books }
        }
        let known = byKey[books.key]
        let bench = known?.books === books ? known : nil
        let found = bench ?? Bench(books)
        byKey[books.key] = found
        last = found
        return found
    }
}
