/// A number as it is written, with a point or an exponent, and the integer that it may be.
///
/// Works on the digits: a `Double` would change numbers of more than 15 of them.
struct DecimalText {
    private var isNegative = false
    /// All digits, those behind the point included.
    private var digits: [UInt8] = []
    /// The power of ten by which the digits are to be multiplied.
    private var scale = 0

    /// A number as JSON writes it; nil when the text is none.
    init?(_ text: String) {
        guard case .decimal? = try? JSONReader.read(Array(text.utf8)) else { return nil }
        self.init(number: text.utf8)
    }

    /// A number as JSON writes it, with an exponent; nil when the text is none.
    init?(exponentForm text: String) {
        guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return nil }
        guard text.utf8.first?.isDigit ?? false || text.utf8.first == UInt8(ascii: "-"),
            text.utf8.last?.isDigit ?? false
        else { return nil }
        self.init(text)
    }

    private init(number: String.UTF8View) {
        var isBehindPoint = false
        for (place, byte) in zip(number.indices, number) {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isBehindPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                scale += Self.exponent(number[number.index(after: place)...])
                return
            default:
                digits.append(byte - UInt8(ascii: "0"))
                if isBehindPoint { scale -= 1 }
            }
        }
    }

    /// The integer that the number is; nil when it has a fraction or does not fit 64 bits.
    var integer: Int64? {
        guard let last = digits.lastIndex(where: { $0 > 0 }) else { return 0 }
        let zeros = scale + (digits.count - 1 - last)
        guard zeros >= 0, zeros < 19 else { return nil }
        var value: Int64 = 0
        for digit in digits[...last] + repeatElement(0, count: zeros) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(
                isNegative ? -Int64(digit) : Int64(digit))
            if overflow || overflow2 { return nil }
            value = sum
        }
        return value
    }

    /// An exponent, cut to where it can make no difference any more.
    private static func exponent(_ text: Substring.UTF8View) -> Int {
        let farthest = 1_000_000_000
        let isNegative = text.first == UInt8(ascii: "-")
        var value = 0
        for byte in text where byte.isDigit {
            value = min(farthest, value * 10 + Int(byte - UInt8(ascii: "0")))
        }
        return isNegative ? -value : value
    }
}
