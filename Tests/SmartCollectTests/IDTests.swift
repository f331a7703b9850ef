import SmartCollect
import Testing

struct IDTests {
    /// Published samples: the id, and the second that it was made in.
    ///
    /// - Source: [O] README section 6.
    @Test(arguments: [
        ("Di5gbNptcWV8fQ", 1_574_143_517), ("DlGmm7jInLudH9", 1_574_837_626),
        ("DET8z3wBxfPB5L", 1_567_675_923), ("DETA2KrOlhqQzF", 1_567_675_983),
        ("LQPdeJqQeKQrJM", 1_678_580_352), ("JbRkXMROZUMCVq", 1_653_915_355),
        ("FP8QHiV938haTz", 1_597_078_866), ("JGmL38CqCHTyZZ", 1_649_402_719),
        ("IUVQ3usNTeteGl", 1_638_862_811),
    ])
    func `a published id tells when it was made`(text: String, second: Int64) {
        #expect(ID<Payment>(known: text).nanoseconds / 1_000_000_000 == second)
    }

    @Test func `an id tells the nanosecond it was made at`() {
        for nanoseconds in [1_388_534_400_000_000_000, 1_790_371_789_123_456_789] as [Int64] {
            let id = ID<Payment>(nanoseconds: nanoseconds, chance: .max)
            #expect(id.nanoseconds == nanoseconds)
            #expect(id.text.utf8.count == 14)
        }
    }

    /// Ids begin anew in August 2040.
    @Test(
        arguments: [
            1_388_534_400_000_000_000, 1_790_371_789_123_456_789, 2_227_833_765_868_340_223,
            2_227_833_765_868_340_224, 2_240_000_000_000_000_000, 3_100_000_000_000_000_000,
        ] as [Int64])
    func `an id tells its age in every round of ids, and when it is ahead of the clock`(
        _ nanoseconds: Int64
    ) {
        let id = ID<Event>(nanoseconds: nanoseconds, chance: 0)
        let day: Int64 = 86_400_000_000_000
        for age in [0, 1, day, 3650 * day, -1, -4000, -day] {
            #expect(id.age(at: nanoseconds + age) == age)
        }
    }

    @Test func `the least id of a second is where the ids of the second before end`() {
        let second: Timestamp = 1_790_371_789
        let last = ID<Payment>(
            nanoseconds: second * Timestamp.nanoseconds - 1, chance: 62 * 62 * 62 * 62 - 1)
        let first = ID<Payment>(nanoseconds: second * Timestamp.nanoseconds, chance: 0)
        #expect(last.text < second.leastID && second.leastID == first.text)
        #expect(last.second == second - 1 && first.second == second)
    }

    @Test(arguments: [
        (Timestamp.min, "00000000000000"), (0, "00000000000000"),
        (1_388_534_399, "00000000000000"), (1_388_534_400, "00000000000000"),
        (2_227_833_765, "zzzzz3EX2W0000"), (2_227_833_766, "~"), (Timestamp.max, "~"),
    ])
    func `bounds beyond what an id can tell are below or above all ids`(
        second: Timestamp, least: String
    ) {
        #expect(second.leastID == least)
    }

    @Test(
        arguments: [
            0, 1, 61, 62, 3_843, 3_844, 1_790_000_000_000_000_001, 2_227_833_765_868_340_220,
        ] as [Int64])
    func `an id of later is what the same chance makes then, and leads back`(_ nanoseconds: Int64) {
        let epoch: Int64 = 1_388_534_400_000_000_000
        let first = max(nanoseconds, epoch + nanoseconds % 10_000)
        let id = ID<Event>(nanoseconds: first, chance: 62 * 62 + 7)
        for step in [0, 1, 2, 3, 61, 62, 4_000] as [Int64] {
            let later: ID<Event> = id.later(by: step)
            guard first + step < epoch + 839_299_365_868_340_224 else { continue }
            #expect(later == ID<Event>(nanoseconds: first + step, chance: 62 * 62 + 7))
            #expect(later.later(by: -step) == id)
        }
    }

    @Test func `ids sort in the order of their making`() {
        let texts = (0..<2000).map { number in
            ID<Payment>(
                nanoseconds: 1_790_371_789_000_000_000 + Int64(number) * 61,
                chance: UInt64(truncatingIfNeeded: number &* 7_919 &* 104_729)
            ).text
        }
        #expect(texts == texts.sorted())
        #expect(Set(texts).count == texts.count)
    }

    @Test(arguments: [
        ("", false), ("Di5gbNptcWV8f", false), ("Di5gbNptcWV8fQ", true),
        ("Di5gbNptcWV8fQx", false), ("Di5gbNptcWV8f-", false), ("Di5gbNptcWV8f\u{E9}", false),
        ("pay_5gbNptcWV8", false),
    ])
    func `an id is fourteen letters and digits`(text: String, isID: Bool) {
        #expect((ID<Payment>(text) != nil) == isID)
    }
}
