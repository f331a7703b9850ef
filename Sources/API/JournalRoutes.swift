import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// What was asked of the emulated API, and what was answered.
enum JournalRoutes {
    static let all = [
        Route(.get, "/_sandbox/requests", takesQuery: true, list),
        Route(.delete, "/_sandbox/requests", clear),
    ]

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(also: ["method", "path", "status", "since"])
        let filter = try JournalFilter(fields, page)
        let entries = call.bench.journal.newestFirst.filter(filter.fits)
            .dropFirst(Int(min(page.skip, 1_000_000))).prefix(Int(page.count))
        let sandbox = call.sandbox
        return .json(reserving: 8192) { json in
            json.collection(Array(entries)) { $0.journalEntry($1, sandbox) }
        }
    }

    private static func clear(_ call: Call) throws -> Reply {
        let count = call.bench.journal.count
        call.bench.journal.removeAll()
        return .value(["deleted": .integer(Int64(count))])
    }
}

/// Which requests are asked for.
private struct JournalFilter {
    private let method: String?
    private let path: PathPattern?
    private let statuses: ClosedRange<Int>?
    private let after: Int64
    private let times: ClosedRange<Timestamp>

    private static let timeMin = Timestamp.clockRange.lowerBound

    init(_ fields: Fields, _ page: ListQuery) throws {
        method = fields["method"]?.asText?.uppercased()
        path = try fields["path"]?.asText.map { text in
            guard let path = PathPattern(text) else {
                throw ControlFields.wrong("path", "a path, in which * stands for any part")
            }
            return path
        }
        statuses = try fields["status"]?.asText.map(JournalFilter.statuses)
        let since = try fields["since"]?.asText.map(JournalFilter.since)
        after = since?.number ?? 0
        let from = max(page.from ?? 0, since?.time ?? 0)
        times = from...max(from, page.to ?? .max)
    }

    /// `404`, or `4xx` for all of their hundred.
    private static func statuses(_ text: String) throws -> ClosedRange<Int> {
        let digits = text.lowercased().hasSuffix("xx") ? text.prefix(1) + "00" : text[...]
        guard text.utf8.count == 3, let first = Int(digits), (100...599).contains(first) else {
            throw ControlFields.wrong("status", "a status such as 404, or a class such as 4xx")
        }
        return first...(digits == text[...] ? first : first + 99)
    }

    /// The id of a request, or a time.
    private static func since(_ text: String) throws -> (number: Int64, time: Timestamp) {
        if text.hasPrefix(Journal.Entry.prefix),
            let number = Int64(text.dropFirst(Journal.Entry.prefix.count))
        {
            return (number, 0)
        }
        guard let time = Int64(text), time >= timeMin else {
            throw ControlFields.wrong("since", "the id of a request, or UNIX seconds")
        }
        return (0, time)
    }

    func fits(_ entry: Journal.Entry) -> Bool {
        entry.number > after && times.contains(entry.receivedAt)
            && (method.map { $0 == entry.request.method.name } ?? true)
            && (path?.matches(entry.request.path) ?? true)
            && (statuses?.contains(entry.answer?.status ?? 0) ?? true)
    }
}

extension Journal.Entry {
    static let prefix = "req_"

    var id: String { Journal.Entry.prefix + String(number) }

    /// What was sent and had no effect: parameters that are accepted and ignored, a body that could
    /// not be read, as far as it was kept whole.
    fileprivate var ignored: [String] {
        let query = request.query.map { Form.read(Array($0.utf8)).members.map(\.name) } ?? []
        var ignored = query.filter { $0 == "expand" }
        guard !request.body.isEmpty, request.body.count == requestBytes else { return ignored }
        let body = RequestBody.read(request.body, contentType: request.header("Content-Type"))
        if body.isMalformedJSON {
            ignored.append("body (not JSON)")
        } else if body.fields.isEmpty, (try? JSONReader.read(request.body)) == nil {
            ignored.append("body (of a type that is not read)")
        }
        return ignored
    }
}

extension JSONWriter {
    mutating func journalEntry(_ entry: Journal.Entry, _ sandbox: Sandbox) {
        let request = entry.request
        let route = sandbox.vendor.find(request.method, request.path)?.route
        let nearest = route == nil ? sandbox.vendor.nearest(to: request.method, request.path) : nil
        object { json in
            json.member("id", entry.id)
            json.member("entity", "request")
            json.member("received_at", entry.receivedAt)
            json.member("method", request.method.name)
            json.member("path", request.path)
            json.member("query", request.query.map(Masking.query))
            json.member("route", route.map { "\($0.method.name) \($0.path)" })
            json.member("nearest_route", nearest.map { "\($0.method.name) \($0.path)" })
            json.member("ignored", .list(entry.ignored.map(JSON.string)))
            json.member("headers") { $0.headers(request.headers) }
            json.member(
                "body",
                request.body.isEmpty
                    ? nil
                    : Masking.body(request.body, contentType: request.header("Content-Type")))
            json.member("body_bytes", Int64(entry.requestBytes))
            json.member("fault", entry.fault?.name)
            json.member("status", entry.answer.map { Int64($0.status) })
            json.member(
                "response_body",
                entry.answer.map { Masking.body($0.body, contentType: nil) })
            json.member("response_bytes", Int64(entry.answerBytes))
        }
    }

    /// Header fields as an object; of a field that was sent twice the values are joined.
    mutating func headers(_ fields: [(name: String, value: String)]) {
        var members: [JSON.Member] = []
        for (name, value) in fields {
            let value = Masking.value(of: name, value)
            if let place = members.firstIndex(where: { $0.name.lowercased() == name.lowercased() })
            {
                members[place].value = .string((members[place].value.asText ?? "") + ", " + value)
            } else {
                members.append(JSON.Member(name: name, value: .string(value)))
            }
        }
        json(.object(members))
    }
}
