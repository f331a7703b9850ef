extension CustomerDetails {
    /// Checks every particular that is there, in the order of the parameter table.
    ///
    /// - Throws: the first refusal among those of name, contact, e-mail and GSTIN.
    /// - Source: [D] customers.md section 2.
    public func check() throws(Refusal) {
        if let name { try CustomerDetails.check(name: name) }
        if let contact { try CustomerDetails.check(contact: contact) }
        if let email { try CustomerDetails.check(email: email) }
        if let gstin, !CustomerDetails.isGSTIN(gstin) { throw .gstinInvalid }
    }

    /// 3 to 50 characters out of a small alphabet, beginning and ending in certain ones.
    private static func check(name: String) throws(Refusal) {
        guard name.unicodeScalars.count <= 50 else { throw .nameTooLong }
        guard name.unicodeScalars.count >= 3 else { throw .nameTooShort }
        let bytes = Array(name.utf8)
        let inner = Array(" '-._()@/".utf8)
        guard bytes.allSatisfy({ $0.isAlphanumeric || inner.contains($0) }),
            let first = bytes.first, first.isAlphanumeric,
            let last = bytes.last,
            last.isAlphanumeric || last == UInt8(ascii: ".") || last == UInt8(ascii: ")")
        else { throw .nameFormat }
    }

    /// 8 to 15 characters: digits, and perhaps a plus in front.
    private static func check(contact: String) throws(Refusal) {
        let digits = contact.hasPrefix("+") ? contact.dropFirst() : contact[...]
        guard digits.utf8.allSatisfy(\.isDigit) else { throw .contactHasInvalidCharacters }
        guard digits.utf8.count >= 8 else { throw .contactTooShort }
        guard contact.utf8.count <= 15 else { throw .contactTooLong }
    }

    private static func check(email: String) throws(Refusal) {
        guard email.unicodeScalars.count <= 64 else { throw .emailTooLong }
        guard isEmail(email) else { throw .emailInvalid }
    }

    /// One `@` with a plausible local part before it and a dotted or plain host after it.
    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return isLocalPart(parts[0]) && isHost(parts[1])
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        let others = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
        return text.consists { $0.isAlphanumeric || others.contains($0) }
            && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
    }

    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                label.consists { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
                    && !label.hasPrefix("-") && !label.hasSuffix("-")
            }
    }

    /// Two digits, five letters, four digits, a letter, a letter or digit, `Z`, a letter or digit.
    ///
    /// - Source: INFERRED shape, customers.md section 2.
    private static func isGSTIN(_ text: String) -> Bool {
        let bytes = Array(text.capitalASCII.utf8)
        guard bytes.count == 15 else { return false }
        return bytes[0..<2].allSatisfy(\.isDigit) && bytes[2..<7].allSatisfy(\.isCapital)
            && bytes[7..<11].allSatisfy(\.isDigit) && bytes[11].isCapital
            && bytes[12].isAlphanumeric && bytes[13] == UInt8(ascii: "Z")
            && bytes[14].isAlphanumeric
    }
}
