import SmartCollect
import Storage
import Testing

@testable import Simulator

/// References look as banks make them, and follow each other.
struct ReferenceTests {
    /// 26 September 2026, 10:00 in India: the 269th day.
    private let now: Timestamp = 1_790_397_000

    private func make(_ rail: Rail, _ serial: Int64) -> String {
        Reference.make(rail, ifsc: "KKBK0000432", style: .realistic, at: now, serial: serial)
    }

    @Test(arguments: [
        (Rail.neft, 817, "KKBKN26269000817"), (.neft, 1_000_000, "KKBKH26269000000"),
        (.neft, 3_999_999, "KKBK126269999999"), (.rtgs, 417, "KKBKR52026092600000417"),
        (.rtgs, 3_999_999, "KKBKR52026092603999999"), (.imps, 4_512, "626910004512"),
        (.upi, 4_512, "626910004512"), (.upi, 1_000_007, "626934000007"),
        (.imps, 3_999_999, "626982999999"),
    ])
    func `a number has its place in the format of its rail`(
        _ rail: Rail, _ serial: Int64, _ reference: String
    ) {
        #expect(make(rail, serial) == reference)
        #expect(rail.accepts(reference: reference))
    }

    @Test(arguments: Rail.allCases)
    func `no two numbers make the same reference`(_ rail: Rail) {
        let serials = stride(from: 0, to: Books.serialCount, by: 1_999)
        #expect(Set(serials.map { make(rail, $0) }).count == Array(serials).count)
    }

    @Test func `the dashboard's end in two digits`() {
        let reference = Reference.make(
            .neft, ifsc: nil, style: .dashboard, at: now, serial: 1_234_507)
        #expect(reference == "179039700007")
    }
}
