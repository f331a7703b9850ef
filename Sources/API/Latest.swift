/// The latest of many things: when there are too many, or when they take too much room, the oldest
/// go.
struct Latest<Element> {
    /// How many there may be.
    let countMax: Int
    /// How many bytes they may take in all.
    let bytesMax: Int

    private(set) var count = 0
    private var slots: [Slot?] = []
    private var first = 0
    /// How many bytes they take.
    private(set) var bytes = 0

    private struct Slot {
        let element: Element
        let bytes: Int
    }

    init(countMax: Int, bytesMax: Int) {
        self.countMax = countMax
        self.bytesMax = bytesMax
    }

    /// Takes in another one, and lets go of the oldest while there is no room.
    mutating func append(_ element: Element, bytes: Int) {
        guard countMax > 0 else { return }
        if count == countMax { removeFirst() }
        if count == slots.count { grow() }
        slots[(first + count) % slots.count] = Slot(element: element, bytes: bytes)
        count += 1
        self.bytes += bytes
        while self.bytes > bytesMax && count > 1 { removeFirst() }
    }

    /// All of them, the newest first.
    var newestFirst: some Sequence<Element> {
        (0..<count).reversed().lazy.compactMap { slots[(first + $0) % slots.count]?.element }
    }

    /// Lets go of the older half of them, and of the last one too.
    mutating func removeOlderHalf() {
        for _ in 0..<(count + 1) / 2 { removeFirst() }
    }

    mutating func removeAll() {
        self = Latest(countMax: countMax, bytesMax: bytesMax)
    }

    private mutating func removeFirst() {
        bytes -= slots[first]?.bytes ?? 0
        slots[first] = nil
        first = (first + 1) % slots.count
        count -= 1
    }

    private mutating func grow() {
        let room = min(max(16, 2 * count), countMax)
        slots = Array(slots[first...] + slots[..<first])
        slots += Array(repeating: nil, count: room - count)
        first = 0
    }
}
