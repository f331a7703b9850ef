import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// What a merchant's account is set up to do.
enum SettingsRoutes {
    static let all = [
        Route(.get, "/_sandbox/settings") { show($0.books) },
        Route(.patch, "/_sandbox/settings", change),
        Route(.get, "/_sandbox/tpv-banks", banks),
    ]

    private static func change(_ call: Call) throws -> Reply {
        try call.books.apply(settings: call.controlBody())
        return show(call.books)
    }

    /// The account id is told with the settings and cannot be set.
    private static func show(_ books: Books) -> Reply {
        let id = JSON.Member(name: "account_id", value: .string(books.merchant.accountID.wire))
        return .value(.object([id] + books.merchant.settings.json.members))
    }

    private static func banks(_ call: Call) throws -> Reply {
        .json(reserving: 20_000) {
            $0.collection(TPVBank.smartCollect) { writer, bank in
                writer.json([
                    "bank_name": .string(bank.name),
                    "bank_code": bank.code.map(JSON.string) ?? .null,
                ])
            }
        }
    }
}
