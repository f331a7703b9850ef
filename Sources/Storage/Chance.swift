/// A source of chance that repeats itself from the same seed.
///
/// Each merchant has one of its own, so that what happens in one world cannot be told from the
/// ids of another.
public struct Chance: RandomNumberGenerator, Sendable {
    /// Where the source stands: the seed of what follows.
    private(set) var state: UInt64

    /// The source that a seed stands for.
    public init(seed: UInt64) {
        state = seed
    }

    /// The source that a seed and a name stand for.
    public init(seed: UInt64, name: String) {
        // FNV-1a, to spread the names over the seeds.
        state = name.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
    }

    /// The next number: SplitMix64.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
