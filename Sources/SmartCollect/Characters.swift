// What a text may consist of: the few character classes that the rules speak of.

extension UInt8 {
    var isDigit: Bool { self &- 48 < 10 }
    var isCapital: Bool { self &- 65 < 26 }
    var isSmall: Bool { self &- 97 < 26 }
    var isLetter: Bool { isCapital || isSmall }
    var isAlphanumeric: Bool { isDigit || isLetter }
}

extension StringProtocol {
    /// Whether the text is not empty and every byte of it passes.
    func consists(of isAllowed: (UInt8) -> Bool) -> Bool {
        !isEmpty && utf8.allSatisfy(isAllowed)
    }
}

extension String {
    /// Small letters for capitals of ASCII; everything else as it is.
    ///
    /// VPAs, descriptors, IFSCs and e-mail addresses are compared so.
    public var foldedASCII: String {
        guard utf8.contains(where: \.isCapital) else { return self }
        return String(decoding: utf8.map { $0.isCapital ? $0 + 32 : $0 }, as: UTF8.self)
    }

    /// Capitals for small letters of ASCII; everything else as it is.
    public var capitalASCII: String {
        guard utf8.contains(where: \.isSmall) else { return self }
        return String(decoding: utf8.map { $0.isSmall ? $0 - 32 : $0 }, as: UTF8.self)
    }
}
