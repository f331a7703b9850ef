import HTTP
import SmartCollect
import Storage
import Wire

/// The built-in receivers of webhooks.
enum SinkRoutes {
    static let all = [
        Route(.get, "/_sandbox/sink", takesQuery: true) { try list($0, name: nil) },
        Route(.delete, "/_sandbox/sink") { empty($0, name: nil) },
        Route(.post, "/_sandbox/sink/:name", takesQuery: true, take),
        Route(.get, "/_sandbox/sink/:name", takesQuery: true) {
            try list($0, name: String($0.parameter(0)))
        },
        Route(.delete, "/_sandbox/sink/:name") { empty($0, name: String($0.parameter(0))) },
        Route(.post, "/_sandbox/sink/:name/responses", script),
        Route(.get, "/_sandbox/sink/:name/responses", showScript),
    ]

    private static let scriptMax = 1000
    private static let nameMax = 64

    // MARK: Taking

    private static func take(_ call: Call) throws -> Reply {
        let status = try call.sandbox.sink(call.request, name(call), of: owner(of: call))
        return .value(["status": .integer(Int64(status))], status: status)
    }

    /// Whose sink it is: a delivery has no credentials, but it names the account that it is of.
    private static func owner(of call: Call) -> Books {
        guard call.request.header("Authorization") == nil,
            let account = (try? JSONReader.read(call.request.body))?["account_id"]?.asText,
            let id = try? ID<Merchant>(wire: account)
        else { return call.books }
        return call.sandbox.store.allBooks.first { $0.merchant.accountID == id } ?? call.books
    }

    private static func name(_ call: Call) throws -> String {
        let name = String(call.parameter(0))
        let isPlain = name.utf8.allSatisfy {
            $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
        }
        guard isPlain, name.utf8.count <= nameMax else {
            throw ErrorBody.control(
                "invalid_value",
                "A sink's name has \(nameMax) letters, digits, dots, dashes and underscores at "
                    + "most.", field: "name")
        }
        return name
    }

    // MARK: Scripts

    private static func script(_ call: Call) throws -> Reply {
        guard case .list(let items) = try call.controlBody(), items.count <= scriptMax else {
            throw ErrorBody.control(
                "body_invalid", "The body must be a list of up to \(scriptMax) statuses.")
        }
        let statuses = try items.map { item in
            guard case .integer(let status) = item, (200...599).contains(status) else {
                throw ControlFields.wrong("responses", "statuses from 200 to 599")
            }
            return Int(status)
        }
        try call.bench.sinks.script(statuses, name: name(call))
        return try showScript(call)
    }

    private static func showScript(_ call: Call) throws -> Reply {
        .value(.list(call.bench.sinks.statuses(try name(call)).map { .integer(Int64($0)) }))
    }

    // MARK: Looking

    private static func list(_ call: Call, name: String?) throws -> Reply {
        let (page, _) = try call.controlPage(also: [])
        let range = (page.from ?? 0)...max(page.from ?? 0, page.to ?? .max)
        let taken = call.bench.sinks.taken(name).filter { range.contains($0.receivedAt) }
            .dropFirst(Int(min(page.skip, 1_000_000))).prefix(Int(page.count))
        let views = try taken.compactMap { try View($0, name, call.books) }
        return .json(reserving: 8192) { json in
            json.collection(views) { $0.json($1.json) }
        }
    }

    private static func empty(_ call: Call, name: String?) -> Reply {
        .value(["deleted": .integer(Int64(call.bench.sinks.empty(name)))])
    }

    /// What a sink has taken, as it is shown.
    private struct View {
        let json: JSON

        /// Nil for an event that is no more.
        init?(_ taken: Sinks.Taken, _ name: String?, _ books: Books) throws {
            let (headers, body, status): ([(name: String, value: String)], [UInt8], Int)
            switch taken.matter {
            case .event(let id):
                headers = DeliveryHeaders.of(id, signature: nil)
                (body, status) = (try books.body(of: id), 200)
                if body.isEmpty { return nil }
            case .request(let request, let answered):
                (headers, body, status) = (request.headers, request.body, answered)
            }
            let event = (try? JSONReader.read(body))?["event"] ?? .null
            let eventID = headers.first { $0.name.lowercased() == "x-razorpay-event-id" }?.value
            var writer = JSONWriter()
            writer.headers(headers)
            json = [
                "entity": "sink_delivery", "sink": name.map(JSON.string) ?? .null,
                "received_at": .integer(taken.receivedAt),
                "event_id": eventID.map(JSON.string) ?? .null, "event": event,
                "headers": (try? JSONReader.read(writer.bytes)) ?? .emptyObject,
                "body": .string(String(decoding: body, as: UTF8.self)),
                "answered": .integer(Int64(status)),
            ]
        }
    }
}
