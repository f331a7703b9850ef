import Testing

@testable import API

struct LatestTests {
    @Test func `the oldest make room for the newest`() {
        var latest = Latest<Int>(countMax: 3, bytesMax: 1000)
        for number in 1...5 { latest.append(number, bytes: 1) }
        #expect(Array(latest.newestFirst) == [5, 4, 3])
        #expect(latest.count == 3)
    }

    @Test func `the oldest go when there are too many bytes, but never the last one`() {
        var latest = Latest<Int>(countMax: 100, bytesMax: 10)
        for number in 1...4 { latest.append(number, bytes: 4) }
        #expect(Array(latest.newestFirst) == [4, 3])
        latest.append(5, bytes: 100)
        #expect(Array(latest.newestFirst) == [5])
        latest.append(6, bytes: 1)
        #expect(Array(latest.newestFirst) == [6])
    }

    @Test func `nothing is kept where nothing is to be kept`() {
        var latest = Latest<Int>(countMax: 0, bytesMax: 10)
        latest.append(1, bytes: 1)
        #expect(Array(latest.newestFirst).isEmpty)
    }

    @Test func `the older half goes, and the last one too`() {
        var latest = Latest<Int>(countMax: 10, bytesMax: 1000)
        for number in 1...5 { latest.append(number, bytes: 7) }
        latest.removeOlderHalf()
        #expect(Array(latest.newestFirst) == [5, 4])
        #expect(latest.bytes == 14)
        latest.removeOlderHalf()
        latest.removeOlderHalf()
        #expect(latest.count == 0 && latest.bytes == 0)
        latest.removeOlderHalf()
        latest.append(6, bytes: 1)
        #expect(Array(latest.newestFirst) == [6])
    }

    @Test func `it agrees with a plain list, whatever comes`() {
        var chance = SystemRandomNumberGenerator()
        for countMax in [1, 2, 17, 40] {
            var latest = Latest<Int>(countMax: countMax, bytesMax: 200)
            var plain: [(number: Int, bytes: Int)] = []
            for number in 0..<500 {
                let bytes = Int.random(in: 0...40, using: &chance)
                latest.append(number, bytes: bytes)
                plain.append((number, bytes))
                plain = Array(plain.suffix(countMax))
                while plain.count > 1, plain.reduce(0, { $0 + $1.bytes }) > 200 {
                    plain.removeFirst()
                }
                #expect(Array(latest.newestFirst) == plain.map(\.number).reversed())
                if number == 250 {
                    latest.removeAll()
                    plain = []
                }
            }
        }
    }
}
