import SmartCollect
import Testing

struct FeeTests {
    private static func settings(rate: Int64, cap: Paise?) -> MerchantSettings {
        var settings = MerchantSettings(mode: .test)
        settings.feeBasisPoints = rate
        settings.feeCap = cap
        return settings
    }

    /// Published and logged samples.
    ///
    /// - Source: [D] [O] payments.md section 6.
    @Test(
        arguments: [
            (1000, 100, 12, 2), (10_000, 100, 118, 18), (61_900, 100, 731, 112),
            (239_000, 100, 2820, 430), (100, 100, 1, 0), (1000, 200, 24, 4), (2000, 200, 48, 8),
            (10_000, 200, 236, 36), (479_030, 200, 11_305, 1724), (10_600, 200, 250, 38),
            (600, 1000, 70, 10), (900, 200, 22, 4), (35_400, 100, 418, 64),
        ] as [(Paise, Int64, Paise, Paise)])
    func `the tax is two halves rounded apart`(amount: Paise, rate: Int64, fee: Paise, tax: Paise) {
        let found = Fee(on: amount, under: FeeTests.settings(rate: rate, cap: nil))
        #expect(found.fee == fee)
        #expect(found.tax == tax)
    }

    @Test(arguments: [454_500, 646_500, 665_600, 5_665_600, 6_546_500] as [Paise])
    func `the fee before tax is capped at ten rupees`(amount: Paise) {
        let found = Fee(on: amount, under: MerchantSettings(mode: .test))
        #expect(found.fee == 1180)
        #expect(found.tax == 180)
    }

    @Test func `the largest amount has a fee too`() {
        let uncapped = FeeTests.settings(rate: 100, cap: nil)
        #expect(Fee(on: 1_000_000_000_000, under: uncapped).fee == 11_800_000_000)
        #expect(Fee(on: .max, under: MerchantSettings(mode: .test)).fee == 1180)
    }
}
