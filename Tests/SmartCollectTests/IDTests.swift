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
