import Glibc
import SQLite
import SmartCollect
import Storage

/// `simulation SEEDS STEPS [HALF]`: so many lives of so many steps, or only those of one half, 0 or
/// 1, for a process beside another; one alone has one thread, as a release counts references. Each
/// must end with books that say what a model of them says; every fiftieth is lived twice, and to
/// the byte the same.
@main
struct Simulation {
    private static let livesPerStore: UInt64 = 50
    /// The system's time, which stands.
    static let systemTime: Int64 = 1_790_000_000 * Timestamp.nanoseconds

    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let seeds = numbers.first ?? 500
        let steps = Int(numbers.dropFirst().first ?? 200)
        let half = numbers.dropFirst(2).first
        let clock = ContinuousClock()
        let started = clock.now
        var count = 0
        do {
            let starts = stride(from: 1, through: seeds, by: Int(livesPerStore))
            for (index, start) in starts.enumerated() {
                if let half, UInt64(index) % 2 != half { continue }
                let lives = start..<min(seeds + 1, start + livesPerStore)
                try live(lives, steps)
                count += lives.count
            }
        } catch {
            print(error)
            exit(1)
        }
        print("\(count) lives of \(steps) steps agree with the model, in \(clock.now - started)")
    }

    private static func live(_ seeds: Range<UInt64>, _ steps: Int) throws {
        let store = try emptyStore()
        var first: [UInt8]?
        for seed in seeds {
            do {
                var life = try Life(seed: seed, in: store)
                try life.live(steps: steps)
                if first == nil { first = try life.bytes() }
                try store.commit()
            } catch {
                throw Life.Disagreement(description: "seed \(seed): \(error)")
            }
        }
        var again = try Life(seed: seeds.lowerBound, in: emptyStore())
        try again.live(steps: steps)
        guard try again.bytes() == first else {
            throw Life.Disagreement(description: "seed \(seeds.lowerBound) has two outcomes")
        }
    }

    private static func emptyStore() throws -> Store {
        try Store(.memory, seed: 7) { systemTime }
    }
}
