import SmartCollect

/// A merchant's time: the system's, moved, or standing still.
public struct MerchantClock: Equatable, Sendable {
    /// Nanoseconds by which it is ahead of the system's time.
    public var offset: Int64 = 0
    /// The nanoseconds since 1970 at which it stands still; nil while it runs.
    public var frozenAt: Int64?

    /// A clock.
    public init(offset: Int64 = 0, frozenAt: Int64? = nil) {
        self.offset = offset
        self.frozenAt = frozenAt
    }

    /// The merchant's present, in nanoseconds since 1970.
    public func now(system: Int64) -> Int64 {
        frozenAt ?? system + offset
    }

    /// The system's time at which the merchant's will be `time`; nil for a clock that stands.
    public func system(at time: Int64) -> Int64? {
        frozenAt == nil ? time - offset : nil
    }

    /// The same clock showing `time` at the system's `system`.
    public func set(to time: Int64, system: Int64) -> MerchantClock {
        frozenAt == nil
            ? MerchantClock(offset: time - system)
            : MerchantClock(offset: offset, frozenAt: time)
    }
}
