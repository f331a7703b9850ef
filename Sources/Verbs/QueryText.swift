/// The query of a request, each value encoded.
enum QueryText {
    /// `?name=value&…` of the pairs that have a value; empty where none has.
    static func of(_ pairs: KeyValuePairs<String, String?>) -> String {
        let fields = pairs.compactMap { name, value in value.map { "\(name)=\(encoded($0))" } }
        return fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
    }

    /// A text with all that may not stand in a URL encoded; slashes may.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                byte &- 48 < 10 || (byte | 32) &- 97 < 26 || "-._~*/:".utf8.contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + hexadecimal(byte)
        }.joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
