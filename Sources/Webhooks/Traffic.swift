/// Which webhooks may be posted to now.
///
/// Posts under way are bounded, and a receiver that hangs must not keep a healthy one waiting. So
/// only the first moments of a post take one of a few quick places; a post that lasts longer moves
/// to one of many slow ones, and a webhook that was slow before starts there. Whoever waits is
/// served in the order of arrival.
struct Traffic<Lane: Hashable> {
    /// How many posts may be in their first moments.
    static var quickMax: Int { 64 }
    /// How many posts may be under way in all.
    static var allMax: Int { 256 }
    /// How long the first moments last, in milliseconds.
    static var quickMilliseconds: Int64 { 250 }

    private var healthy = Line<Lane>()
    private var suspect = Line<Lane>()
    private var queued: Set<Lane> = []
    /// When the posts that are under way began, and whether they still take a quick place.
    private var posts: [Lane: (began: Int64, isQuick: Bool)] = [:]
    /// The posts that took a quick place, in the order in which they began.
    private var begun = Line<(lane: Lane, at: Int64)>()
    private var quickCount = 0
    private var suspects: Set<Lane> = []

    /// A webhook is to be told something; of no effect while it waits or is being told.
    mutating func arrive(_ lane: Lane) {
        guard posts[lane] == nil, queued.insert(lane).inserted else { return }
        if suspects.contains(lane) { suspect.append(lane) } else { healthy.append(lane) }
    }

    /// Lets the next webhook through that may be told something now; nil for none.
    mutating func next(at now: Int64) -> Lane? {
        ripen(at: now)
        if posts.count < Self.allMax, quickCount < Self.quickMax, let lane = healthy.popFirst() {
            quickCount += 1
            begun.append((lane, now))
            return begin(lane, at: now, isQuick: true)
        }
        if posts.count < Self.allMax - Self.quickMax, let lane = suspect.popFirst() {
            return begin(lane, at: now, isQuick: false)
        }
        return nil
    }

    /// A webhook has been told, or there was nothing to tell it.
    mutating func leave(_ lane: Lane, at now: Int64) {
        guard let post = posts.removeValue(forKey: lane) else { return }
        if post.isQuick { quickCount -= 1 }
        if now - post.began >= Self.quickMilliseconds {
            suspects.insert(lane)
        } else {
            suspects.remove(lane)
        }
    }

    /// How long until a quick place becomes free by itself, in milliseconds; nil while nobody waits
    /// for one.
    func wait(at now: Int64) -> Int64? {
        guard !healthy.isEmpty, posts.count < Self.allMax, let first = begun.first else {
            return nil
        }
        return max(0, first.at + Self.quickMilliseconds - now)
    }

    private mutating func begin(_ lane: Lane, at now: Int64, isQuick: Bool) -> Lane {
        queued.remove(lane)
        posts[lane] = (now, isQuick)
        return lane
    }

    /// Moves what has lasted to the slow places.
    private mutating func ripen(at now: Int64) {
        while let first = begun.first, isOver(first) || first.at + Self.quickMilliseconds <= now {
            _ = begun.popFirst()
            guard !isOver(first) else { continue }
            posts[first.lane]?.isQuick = false
            quickCount -= 1
        }
    }

    private func isOver(_ post: (lane: Lane, at: Int64)) -> Bool {
        guard let current = posts[post.lane] else { return true }
        return !current.isQuick || current.began != post.at
    }
}

/// First come, first served.
struct Line<Element> {
    private var elements: [Element] = []
    private var start = 0

    var isEmpty: Bool { start == elements.count }
    var first: Element? { isEmpty ? nil : elements[start] }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[start]
        start += 1
        if start == elements.count || start > 1024 {
            elements.removeFirst(start)
            start = 0
        }
        return element
    }
}
