/// Reads forms and query strings the way PHP does, into the tree that JSON would have given.
///
/// `notes[city]=Pune` is a member of an object, `types[0]=vpa` and `types[]=vpa` are items of a
/// list. Every value is a text.
///
/// - Source: [S] the PHP, Ruby and Node clients; the rest INFERRED (README section 3).
public enum Form {
    /// How many fields are read; the rest is dropped, as PHP drops it.
    public static let fieldsMax = 1000
    /// How many brackets a name may have; a field with more is dropped, as PHP drops it.
    public static let depthMax = 64

    /// Reads the bytes of a form, or of a query without its question mark.
    ///
    /// `+` is a space and `%XX` a byte, decoded once; an incomplete escape stands for itself, and
    /// what is not UTF-8 is replaced. Of a field sent twice the last value counts. A field without
    /// `=` is an empty text, and `notes[]=` alone is an empty list.
    ///
    /// - Returns: an object.
    public static func read(_ bytes: [UInt8]) -> JSON {
        var root = FormBranch()
        let fields = bytes.split(separator: UInt8(ascii: "&"), maxSplits: fieldsMax)
        for field in fields.prefix(fieldsMax) {
            let sign = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
            guard let path = FormPath(decoded(field[..<sign])), path.brackets <= depthMax
            else { continue }
            root.set(path.keys[...], to: decodedText(field[sign...].dropFirst()))
        }
        return .object(root.members.folded)
    }

    private static func decodedText(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: decoded(field), as: UTF8.self)
    }

    /// The bytes that `+` and `%XX` stand for.
    private static func decoded(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard field.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") })
        else { return field }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(field.count)
        var rest = field
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"): decoded.append(escapedByte(&rest) ?? byte)
            default: decoded.append(byte)
            }
        }
        return decoded[...]
    }

    /// Takes the two digits behind a percent sign; leaves everything where there are none.
    private static func escapedByte(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        let digits = rest.prefix(2).compactMap(\.hexDigit)
        guard digits.count == 2 else { return nil }
        rest = rest.dropFirst(2)
        return digits[0] << 4 | digits[1]
    }
}
