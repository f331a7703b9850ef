public import SmartCollect

/// A merchant's books as they stood at one moment, to go back to.
public struct Snapshot: Sendable {
    /// What it is called.
    public let name: String
    /// When it was taken, in nanoseconds since 1970 on the merchant's clock.
    public let takenAt: Int64
    /// The number that its rows bear.
    let number: Int64
    /// Whether the clock stood still.
    let isFrozen: Bool
    /// The merchant's settings.
    let settings: MerchantSettings
    /// The nanoseconds of the last id that had been made.
    let lastID: Int64
    /// Where the merchant's chance stood, so that what is done next leads to the same again.
    let chance: Chance

    /// Where the sequence of references stood.
    let lastSerial: Int64

    /// The moment when it was taken, in Unix seconds.
    public var createdAt: Timestamp { takenAt / Timestamp.nanoseconds }

    /// The merchant's clock, going on from the moment when the snapshot was taken.
    func clock(system: Int64) -> MerchantClock {
        MerchantClock(offset: takenAt - system, frozenAt: isFrozen ? takenAt : nil)
    }
}
