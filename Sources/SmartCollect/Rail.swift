/// How a transfer travels between banks; on the wire it is called `mode`.
///
/// - Source: transfers.md section 1.
public enum Rail: String, CaseIterable, Hashable, Sendable {
    /// In batches every half hour, day and night; any amount.
    case neft
    /// At once; 200,000 rupees or more.
    case rtgs
    /// At once; up to 500,000 rupees.
    case imps
    /// At once, from an app; up to 100,000 rupees.
    case upi

    /// The least and the most that a transfer can carry, in paise; nil for no ceiling.
    public var limits: (least: Paise, most: Paise?) {
        switch self {
        case .neft: (1, nil)
        case .rtgs: (20_000_000, nil)
        case .imps: (100, 50_000_000)
        case .upi: (100, 10_000_000)
        }
    }

    /// Whether the text can be a reference on this rail: its length and alphabet alone, because
    /// real banks deviate from the inner layout.
    public func accepts(reference: String) -> Bool {
        guard reference.consists(of: \.isAlphanumeric) else { return false }
        switch self {
        case .neft, .rtgs: return (12...22).contains(reference.utf8.count)
        case .imps, .upi:
            return reference.utf8.count == 12 && reference.utf8.allSatisfy(\.isDigit)
        }
    }
}

/// Whether a text has the shape of an IFSC: four letters, a zero, six letters or digits.
///
/// - Source: transfers.md section 3.
public func isIFSC(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 11 && bytes[0..<4].allSatisfy(\.isCapital)
        && bytes[4] == UInt8(ascii: "0")
        && bytes[5...].allSatisfy { $0.isCapital || $0.isDigit }
}

/// Whether a text has the shape of a bank account number: 5 to 35 letters or digits.
public func isAccountNumber(_ text: String) -> Bool {
    (5...35).contains(text.utf8.count) && text.consists(of: \.isAlphanumeric)
}

/// Whether a text has the shape of a UPI address: a name of 2 to 256 characters, `@`, a handle of
/// 2 to 64 letters.
///
/// - Source: transfers.md section 3.
public func isVPA(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let others = Array("._-".utf8)
    return (2...256).contains(parts[0].utf8.count)
        && parts[0].consists { $0.isAlphanumeric || others.contains($0) }
        && (2...64).contains(parts[1].utf8.count) && parts[1].consists(of: \.isLetter)
}
