import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// Lets money arrive.
struct Pay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay",
        abstract: "Send money to a virtual account, an account number or a VPA.",
        discussion: """
            smartcollect pay va_TgQ1dXw4Zk09Pe --amount 61900 --mode NEFT
            smartcollect pay 1112224400112233 --amount 500 --mode IMPS --payer-name "Nila Rao"
            smartcollect pay rzr.payto00000orchidnila@icic --amount 100 --mode UPI
            """)

    @Argument(help: "va_…, an account number, or name@handle.")
    var target: String
    @Option(help: "How much, in paise.")
    var amount: Int64
    @Option(help: "NEFT, RTGS, IMPS or UPI. (default: UPI to a VPA, NEFT to anything else)")
    var mode: String?
    @Option(help: "Who pays; made up when left out.")
    var payerName: String?
    @Option(help: "The payer's account number.")
    var payerAccount: String?
    @Option(help: "The payer's IFSC.")
    var payerIfsc: String?
    @Option(help: "The payer's UPI address.")
    var payerVpa: String?
    @Flag(help: "The bank does not share who paid.")
    var payerUnknown = false
    @Option(help: "The bank's reference; made up when left out.")
    var utr: String?
    @Option(help: "What the payer wrote.")
    var narration: String?
    @Option(help: "instant, or next_batch for NEFT. (default: instant)")
    var settle: String?
    @Flag(help: "Send more or less than the rail carries.")
    var ignoreLimits = false
    @Flag(help: "The bank repeats its advice: the reference may have been used before.")
    var allowDuplicateUtr = false
    @Flag(help: "Print the whole answer as JSON.")
    var json = false
    @OptionGroup var remote: Remote

    func run() throws {
        let credit = try Client(remote).value(.post, "/_sandbox/credits", body)
        Terminal.say(json ? credit.description : summary(of: credit))
    }

    private var body: JSON {
        var members = [
            JSON.Member(name: "to", value: to),
            JSON.Member(name: "amount", value: .integer(amount)),
            JSON.Member(
                name: "mode", value: .string(mode ?? (target.contains("@") ? "UPI" : "NEFT"))),
        ]
        if payerUnknown {
            members.append(JSON.Member(name: "payer", value: .null))
        } else if !payer.isEmpty {
            members.append(JSON.Member(name: "payer", value: .object(payer)))
        }
        for (name, text) in [("utr", utr), ("narration", narration), ("settle", settle)] {
            if let text { members.append(JSON.Member(name: name, value: .string(text))) }
        }
        if ignoreLimits { members.append(JSON.Member(name: "ignore_limits", value: true)) }
        if allowDuplicateUtr {
            members.append(JSON.Member(name: "allow_duplicate_utr", value: true))
        }
        return .object(members)
    }

    private var to: JSON {
        if target.hasPrefix("va_") { return ["virtual_account_id": .string(target)] }
        return target.contains("@")
            ? ["vpa": .string(target)] : ["account_number": .string(target)]
    }

    private var payer: [JSON.Member] {
        [
            ("name", payerName), ("account_number", payerAccount), ("ifsc", payerIfsc),
            ("vpa", payerVpa),
        ].compactMap { name, text in text.map { JSON.Member(name: name, value: .string($0)) } }
    }

    private func summary(of credit: JSON) -> String {
        let text = { (name: String) in credit[name]?.asText }
        let reason = text("reason").map { " (\($0))" } ?? ""
        let payment = credit["payment"]?["id"]?.asText.map { ", payment \($0)" } ?? ""
        return "\(text("status") ?? "?")\(reason): \(amount) paise by \(text("mode") ?? "?"), "
            + "reference \(text("utr") ?? "?")\(payment)"
    }
}
