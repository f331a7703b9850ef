import SmartCollect
import Storage

/// The reference that a bank gives a transfer, in the rail's own format.
///
/// - Source: transfers.md section 2; dates are Indian time. That a sequence goes on through further
///   channels, and beyond the hours of the day, INFERRED.
enum Reference {
    private static let indianSeconds: Int64 = 19_800

    /// The channels that a bank sends through, and how many numbers of the sequence each has.
    private static let neftChannels = Array("NHP1".utf8)
    private static let serialsOfChannel = Books.serialCount / Int64(neftChannels.count)
    private static let dayHours: Int64 = 24

    /// A reference.
    ///
    /// - Parameters:
    ///   - rail: how the transfer travels.
    ///   - ifsc: the payer's, for the bank's four letters.
    ///   - style: realistic, or as the vendor's dashboard makes them for test payments.
    ///   - now: the present, in Unix seconds.
    ///   - serial: the number in the sequence, 0 to `Books.serialCount` - 1. The first million goes
    ///     through a bank's first channel, the next through its second; RRNs, which name none, have
    ///     hours beyond the day's then.
    /// - Returns: a UTR or an RRN.
    static func make(
        _ rail: Rail, ifsc: String?, style: MerchantSettings.References, at now: Timestamp,
        serial: Int64
    ) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(22)
        if style == .dashboard {
            text += String(now).utf8
            append(serial, 2, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
        let day = Day(of: now + indianSeconds)
        let channel = serial / serialsOfChannel
        switch rail {
        case .neft:
            text += (ifsc ?? "XXXX").utf8.prefix(4)
            text.append(neftChannels[Int(channel)])
            append(day.year % 100, 2, to: &text)
            append(day.ofYear, 3, to: &text)
            append(serial, 6, to: &text)
        case .rtgs:
            text += (ifsc ?? "XXXX").utf8.prefix(4)
            text += "R5".utf8
            append(day.year, 4, to: &text)
            append(day.month, 2, to: &text)
            append(day.ofMonth, 2, to: &text)
            append(serial, 8, to: &text)
        case .imps, .upi:
            append(day.year % 10, 1, to: &text)
            append(day.ofYear, 3, to: &text)
            append(day.hour + channel * dayHours, 2, to: &text)
            append(serial, 6, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The last digits of a number, so many of them.
    private static func append(_ number: Int64, _ count: Int, to text: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            text.append(48 + UInt8(number / divisor % 10))
            divisor /= 10
        }
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
        // Most days are none of the first 50 years, which have 18,262.
        var year: Int64 = days < 18_262 ? 1970 : 2020
        if year == 2020 { days -= 18_262 }
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
