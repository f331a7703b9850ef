/// The bank account that a request asks for.
///
/// - Source: [D] virtual-accounts.md section 8.
public struct BankAccountDraft: Equatable, Sendable {
    /// The end of the account number, chosen by the merchant.
    public let descriptor: String?
    /// Whether the number consists of digits alone; without, it is a vanity number.
    public let isNumeric: Bool

    /// A bank account asked for.
    public init(descriptor: String? = nil, isNumeric: Bool = true) {
        self.descriptor = descriptor
        self.isNumeric = isNumeric
    }

    /// Checks the descriptor by the table of account settings.
    ///
    /// - Throws: ``Refusal/descriptorNotAllowed``, ``Refusal/descriptorForNumericAccount``,
    ///   ``Refusal/descriptorWithoutHandle``, ``Refusal/descriptorTooLong(_:)``.
    func check(under settings: MerchantSettings) throws(Refusal) {
        guard let descriptor else { return }
        if isNumeric {
            guard settings.customAccountNumbers else {
                throw settings.merchantHandle == nil
                    ? .descriptorNotAllowed : .descriptorForNumericAccount
            }
            try check(descriptor, lengthMax: 10)
        } else {
            guard settings.merchantHandle != nil else { throw .descriptorWithoutHandle }
            try check(descriptor, lengthMax: 9)
        }
    }

    private func check(_ descriptor: String, lengthMax: Int) throws(Refusal) {
        guard descriptor.utf8.count <= lengthMax, descriptor.consists(of: \.isAlphanumeric) else {
            throw .descriptorTooLong(lengthMax)
        }
    }

    /// The account number that the draft comes to.
    ///
    /// A number of 16 characters keeps as much of the merchant's prefix as the descriptor leaves
    /// room for; a vanity number has 17.
    ///
    /// - Parameters:
    ///   - settings: the merchant's.
    ///   - chance: any number; whatever the merchant did not choose comes of its last digits.
    /// - Returns: 16 or 17 characters.
    public func accountNumber(under settings: MerchantSettings, chance: UInt64) -> String {
        if !isNumeric, let handle = settings.merchantHandle {
            return "RZRP" + handle
                + (descriptor?.padded(to: 9) ?? BankAccountDraft.legible(9, chance))
        }
        let ending =
            descriptor
            ?? (isNumeric
                ? BankAccountDraft.digits(8, chance)
                : BankAccountDraft.legible(8, chance))
        let room = 16 - ending.utf8.count
        let prefix = String(settings.accountNumberPrefix.prefix(room))
        return prefix + String(repeating: "0", count: max(0, room - prefix.utf8.count)) + ending
    }

    /// Whether the number ends in digits that nobody chose.
    public var endsInDigits: Bool { descriptor == nil && isNumeric }

    /// The last digits of a number, up to nineteen.
    static func digits(_ count: Int, _ chance: UInt64) -> String {
        draw(count, chance, from: decimal)
    }

    private static let decimal = Array("0123456789".utf8)
    private static let unambiguous = Array("34679ACDEFGHJKLMNPQRTUVWXY".utf8)

    /// Letters and digits that nobody confuses on paper: none of 0 O, 1 I, 5 S, 8 B, 2 Z.
    private static func legible(_ count: Int, _ chance: UInt64) -> String {
        draw(count, chance, from: unambiguous)
    }

    private static func draw(_ count: Int, _ chance: UInt64, from alphabet: [UInt8]) -> String {
        var rest = chance
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for _ in 0..<count {
            let (quotient, remainder) = rest.quotientAndRemainder(
                dividingBy: UInt64(alphabet.count))
            text.append(alphabet[Int(remainder)])
            rest = quotient
        }
        text.reverse()
        return String(decoding: text, as: UTF8.self)
    }
}

/// The VPA that a request asks for.
///
/// - Source: [D] virtual-accounts.md section 8.
public struct VPADraft: Equatable, Sendable {
    /// The end of the username, chosen by the merchant.
    public let descriptor: String?

    /// A VPA asked for.
    public init(descriptor: String? = nil) {
        self.descriptor = descriptor
    }

    /// Prefix and descriptor have exactly twenty characters together.
    ///
    /// - Throws: ``Refusal/descriptorLength(_:)``.
    /// - Source: [D] the length; the words INFERRED.
    func check(under settings: MerchantSettings) throws(Refusal) {
        guard let descriptor else { return }
        let length = VPADraft.descriptorLength(under: settings)
        let fits =
            settings.vpaDescriptor == .strict
            ? descriptor.utf8.count == length : (1...20).contains(descriptor.utf8.count)
        guard fits, descriptor.consists(of: \.isAlphanumeric) else {
            throw .descriptorLength(length)
        }
    }

    private static func descriptorLength(under settings: MerchantSettings) -> Int {
        20 - settings.vpaPrefix.utf8.count
    }

    /// The username that the draft comes to.
    ///
    /// - Parameters:
    ///   - mode: test and live usernames begin differently.
    ///   - settings: the merchant's.
    ///   - chance: any number; the digits that the merchant did not choose come of it.
    /// - Returns: what stands before the `@`.
    public func username(
        mode: KeyMode, under settings: MerchantSettings, chance: UInt64
    ) -> String {
        let ending =
            descriptor
            ?? BankAccountDraft.digits(VPADraft.descriptorLength(under: settings), chance)
        return (mode == .test ? "rzr." : "rpy.") + settings.vpaPrefix + ending
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - utf8.count)) + self
    }
}
