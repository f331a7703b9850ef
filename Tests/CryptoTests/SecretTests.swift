import Crypto
import Testing

/// Comparing secrets and making them.
struct SecretTests {
    @Test(
        arguments: [
            ([], [], true),
            ([1, 2, 3], [1, 2, 3], true),
            ([1, 2, 3], [1, 2, 4], false),
            ([0, 2, 3], [1, 2, 3], false),
            ([1, 2, 3], [1, 2], false),
            ([1, 2], [1, 2, 0], false),
            ([], [0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func `comparison`(_ one: [UInt8], _ other: [UInt8], _ same: Bool) {
        #expect(constantTimeEqual(one, other) == same)
        #expect(constantTimeEqual(other, one) == same)
    }

    @Test func `random bytes are as many as asked for, and never the same`() {
        #expect(SecureRandom.bytes(0) == [])
        #expect(SecureRandom.bytes(33).count == 33)
        let draws = (0..<100).map { _ in SecureRandom.bytes(16) }
        #expect(Set(draws).count == 100)
    }

    @Test func `random bytes take every value`() {
        // 256 values in 64 KiB: the chance to miss one is below 10^-108.
        #expect(Set(SecureRandom.bytes(65_536)).count == 256)
    }
}
