import Testing

@testable import Webhooks

struct TrafficTests {
    private var traffic = Traffic<Int>()

    /// Lets everyone through who may pass at a moment.
    private static func pass(_ traffic: inout Traffic<Int>, at now: Int64) -> [Int] {
        var lanes: [Int] = []
        while let lane = traffic.next(at: now) { lanes.append(lane) }
        return lanes
    }

    @Test mutating func `whoever comes first is served first, and once`() {
        for lane in [3, 1, 2, 3, 1] { traffic.arrive(lane) }
        #expect(Self.pass(&traffic, at: 0) == [3, 1, 2])
        traffic.arrive(3)
        #expect(Self.pass(&traffic, at: 0) == [])
        traffic.leave(3, at: 1)
        traffic.arrive(3)
        #expect(Self.pass(&traffic, at: 1) == [3])
    }

    @Test mutating func `no more posts than places begin at a time`() {
        for lane in 0..<1000 { traffic.arrive(lane) }
        #expect(Self.pass(&traffic, at: 0).count == Traffic<Int>.quickMax)
        traffic.leave(0, at: 1)
        #expect(Self.pass(&traffic, at: 1) == [Traffic<Int>.quickMax])
        for moment in 1...10 { _ = Self.pass(&traffic, at: Int64(moment) * 250) }
        #expect(Self.pass(&traffic, at: 10_000).isEmpty)
    }

    @Test mutating func `posts that hang make way for others within a moment`() {
        for lane in 0..<100 { traffic.arrive(lane) }
        let hung = Self.pass(&traffic, at: 0)
        traffic.arrive(100)
        #expect(traffic.wait(at: 100) == 150)
        #expect(Self.pass(&traffic, at: 249).isEmpty)
        #expect(Self.pass(&traffic, at: 250) == Array(hung.count...100))
        #expect(traffic.wait(at: 250) == nil)
    }

    @Test mutating func `what has hung before takes no quick place again`() {
        for lane in 0..<300 { traffic.arrive(lane) }
        for moment in 0..<10 { _ = Self.pass(&traffic, at: Int64(moment) * 250) }
        for lane in 0..<300 {
            traffic.leave(lane, at: 5000)
            traffic.arrive(lane)
        }
        // As many as may hang, and the quick places stay free for whom one may trust.
        let hanging = Self.pass(&traffic, at: 5000)
        traffic.arrive(1000)
        #expect(hanging.count >= Traffic<Int>.allMax - Traffic<Int>.quickMax)
        #expect(Self.pass(&traffic, at: 5000) == [1000])
    }

    @Test mutating func `one that is quick again is trusted again`() {
        traffic.arrive(1)
        _ = Self.pass(&traffic, at: 0)
        traffic.leave(1, at: 5000)
        for _ in 0..<2 {
            traffic.arrive(1)
            #expect(Self.pass(&traffic, at: 5000) == [1])
            traffic.leave(1, at: 5001)
        }
    }

    @Test func `a line keeps its order however long it becomes`() {
        var line = Line<Int>()
        var (next, expected) = (0, 0)
        for round in 0..<200 {
            for _ in 0..<(round % 30) {
                line.append(next)
                next += 1
            }
            for _ in 0..<(round % 20) {
                guard let first = line.popFirst() else { break }
                #expect(first == expected)
                expected += 1
            }
        }
        while let first = line.popFirst() {
            #expect(first == expected)
            expected += 1
        }
        #expect(expected == next)
    }
}
