import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// Much money in at once: all of it, or none.
///
/// The credits come as `{"credits":[…]}`, or one a line as `application/x-ndjson`. The answer
/// counts what became of them; each can be read under `/_sandbox/credits`.
enum BulkCreditRoutes {
    static let all = [
        Route(.post, "/_sandbox/credits/bulk", receive)
    ]

    private static func receive(_ call: Call) throws -> Reply {
        let bodies = try isLines(call) ? lines(call.request.body) : list(call.controlBody())
        guard (1...Bank.bulkMax).contains(bodies.count) else {
            throw ControlFields.wrong("credits", "a list of 1 to \(Bank.bulkMax) credits")
        }
        let counts = try Bank.receive(bodies, for: call.books, from: call.bench.persona)
        return .json { json in
            json.object { json in
                json.member("entity", "bulk")
                json.member("count", Int64(bodies.count))
                for status in CreditRecord.Status.allCases {
                    json.member(status.rawValue, counts[status] ?? 0)
                }
            }
        }
    }

    private static func isLines(_ call: Call) -> Bool {
        call.request.header("Content-Type")?.lowercased().contains("ndjson") ?? false
    }

    private static func list(_ body: JSON) throws -> [JSON] {
        let fields = try ControlFields(body, knowing: ["credits"])
        guard case .list(let bodies)? = fields["credits"] else {
            throw ControlFields.wrong("credits", "a list of 1 to \(Bank.bulkMax) credits")
        }
        return bodies
    }

    /// Empty lines do not count, and nothing is read behind the first line too many.
    private static func lines(_ body: [UInt8]) throws -> [JSON] {
        var bodies: [JSON] = []
        var rest = body[...]
        while !rest.isEmpty, bodies.count <= Bank.bulkMax {
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            rest = rest[line.endIndex...].dropFirst()
            guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") })
            else { continue }
            do {
                bodies.append(try JSONReader.read(Array(line)))
            } catch {
                throw ErrorBody.control("body_invalid", "This is not JSON: \(error).")
                    .about("credits[\(bodies.count)]")
            }
        }
        return bodies
    }
}
