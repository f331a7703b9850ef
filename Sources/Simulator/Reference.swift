import SmartCollect
import Storage

/// The reference that a bank gives a transfer, in the rail's own format.
///
/// - Source: transfers.md section 2; dates are Indian time.
enum Reference {
    private static let indianSeconds: Int64 = 19_800

    /// A reference.
    ///
    /// - Parameters:
    ///   - rail: how the transfer travels.
    ///   - ifsc: the payer's, for the bank's four letters.
    ///   - style: realistic, or as the vendor's dashboard makes them for test payments.
    ///   - now: the present, in Unix seconds.
    ///   - chance: the source of the sequence number.
    /// - Returns: a UTR or an RRN.
    static func make(
        _ rail: Rail, ifsc: String?, style: MerchantSettings.References, at now: Timestamp,
        chance: inout Chance
    ) -> String {
        if style == .dashboard { return String(now) + Persona.digits(2, &chance) }
        let day = Day(of: now + indianSeconds)
        let bank = ifsc.map { String($0.prefix(4)) } ?? "XXXX"
        let digits = { (count: Int, chance: inout Chance) in Persona.digits(count, &chance) }
        switch rail {
        case .neft:
            return bank + "N" + padded(day.year % 100, 2) + padded(day.ofYear, 3)
                + digits(6, &chance)
        case .rtgs:
            return bank + "R5" + padded(day.year, 4) + padded(day.month, 2)
                + padded(day.ofMonth, 2) + digits(8, &chance)
        case .imps, .upi:
            return padded(day.year % 10, 1) + padded(day.ofYear, 3) + padded(day.hour, 2)
                + digits(6, &chance)
        }
    }

    private static func padded(_ number: Int64, _ length: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, length - text.utf8.count)) + text
    }
}

/// A day of the calendar, from the seconds of its own time zone.
struct Day {
    let year: Int64
    let month: Int64
    let ofMonth: Int64
    /// The first of January is 1.
    let ofYear: Int64
    let hour: Int64

    init(of seconds: Int64) {
        var days = seconds / 86_400
        hour = seconds % 86_400 / 3600
        var year: Int64 = 1970
        while days >= Day.length(of: year) {
            days -= Day.length(of: year)
            year += 1
        }
        self.year = year
        ofYear = days + 1
        let february: Int64 = Day.length(of: year) == 366 ? 29 : 28
        var month: Int64 = 1
        for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            guard days >= length else { break }
            days -= length
            month += 1
        }
        self.month = month
        ofMonth = days + 1
    }

    private static func length(of year: Int64) -> Int64 {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
    }
}
