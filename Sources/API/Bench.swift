import HTTP
import Simulator
import Storage

/// What stands around one merchant's books and is gone with them or at exit: the faults that befall
/// its requests, what it has asked, and what its sinks have taken.
final class Bench {
    /// The books as they were opened last.
    fileprivate(set) var books: Books
    /// What they are known by, however often they are read again.
    fileprivate let number: Int64
    var faults: Faults
    var journal: Journal
    var sinks = Sinks()
    /// Who pays when a credit does not say.
    private(set) lazy var persona = Persona(of: books.merchant)

    init(_ books: Books, _ configuration: Sandbox.Configuration) {
        self.books = books
        number = books.number
        let key = books.key
        faults = key.subAccount.isEmpty ? configuration.faults(key.keyID) : Faults()
        journal = Journal(countMax: configuration.journalSize)
    }

    /// How many bytes of requests are kept.
    var bytes: Int { journal.bytes + sinks.bytes }

    func removeOlderHalf() {
        journal.removeOlderHalf()
        sinks.removeOlderHalf()
    }
}

/// Every merchant's bench.
struct Benches {
    private let configuration: Sandbox.Configuration
    private var byKey: [MerchantKey: Bench] = [:]
    private var generation = 0
    /// Mostly it is the same merchant that asks again.
    private var last: Bench?
    private var untilTidying = Benches.stride

    /// How many bytes of requests all of them may keep.
    private static let bytesMax = 64 << 20
    /// How many bytes may come in before it is looked whether there are too many.
    private static let stride = 8 << 20

    init(_ configuration: Sandbox.Configuration) {
        self.configuration = configuration
    }

    /// The bench of a merchant; a fresh one for books that are new.
    mutating func of(_ books: Books, _ store: Store) -> Bench {
        if let last, last.books === books { return last }
        if generation != store.generation {
            generation = store.generation
            byKey = byKey.filter { store.books(of: $0.key)?.number == $0.value.number }
        }
        let known = byKey[books.key]
        let bench = known?.number == books.number ? known : nil
        let found = bench ?? Bench(books, configuration)
        found.books = books
        byKey[books.key] = found
        last = found
        return found
    }

    /// Takes note of bytes that a bench has taken in. When all keep too many, each lets go of the
    /// older half of its own.
    mutating func grow(by bytes: Int) {
        untilTidying -= bytes
        guard untilTidying < 0 else { return }
        untilTidying = Benches.stride
        while byKey.values.reduce(0, { $0 + $1.bytes }) > Benches.bytesMax {
            for bench in byKey.values { bench.removeOlderHalf() }
        }
    }
}
