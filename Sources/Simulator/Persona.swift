public import SmartCollect
import Storage

/// The person who pays when a tester does not say who: always the same one for a merchant.
public struct Persona: Sendable {
    let payer: Payer

    private static let firstNames = [
        "Asha", "Bimal", "Chitra", "Deepak", "Esha", "Farid", "Gauri", "Harish", "Ila", "Jatin",
        "Kavya", "Lalit", "Meera", "Naveen", "Ojas", "Parul", "Rohan", "Sarita", "Tarun", "Uma",
    ]
    private static let lastNames = [
        "Apte", "Bose", "Chawla", "Dutta", "Fernandes", "Gokhale", "Hegde", "Iyer", "Joshi",
        "Kulkarni", "Lobo", "Menon", "Nair", "Oberoi", "Pillai", "Rao", "Sethi", "Thomas",
    ]
    private static let banks = ["HDFC", "ICIC", "KKBK", "SBIN", "UTIB", "YESB"]

    /// The person whom the merchant's account id stands for.
    public init(of merchant: Merchant) {
        var chance = Chance(seed: 0, name: merchant.accountID.text)
        let first = Persona.pick(Persona.firstNames, &chance)
        let last = Persona.pick(Persona.lastNames, &chance)
        let ifsc = Persona.pick(Persona.banks, &chance) + "0" + Persona.digits(6, &chance)
        payer = Payer(
            name: "\(first) \(last)", accountNumber: "5" + Persona.digits(11, &chance),
            ifsc: ifsc, bank: TPVBank.name(ofIFSC: ifsc),
            vpa: "\(first).\(last)@sandboxbank".foldedASCII, accountType: .savings)
    }

    static func digits(_ count: Int, _ chance: inout Chance) -> String {
        var text: [UInt8] = []
        append(digits: count, to: &text, &chance)
        return String(decoding: text, as: UTF8.self)
    }

    static func append(digits count: Int, to text: inout [UInt8], _ chance: inout Chance) {
        for _ in 0..<count { text.append(UInt8.random(in: 48...57, using: &chance)) }
    }

    private static func pick(_ list: [String], _ chance: inout Chance) -> String {
        list[Int.random(in: list.indices, using: &chance)]
    }
}
