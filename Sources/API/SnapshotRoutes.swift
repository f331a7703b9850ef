import HTTP
import SmartCollect
import Storage
import Wire

/// Copies of a merchant's books to go back to.
///
/// A snapshot holds records with their ids, events, deliveries, idempotency keys, webhooks,
/// settings and the merchant's time. It survives a reset. Under a name that is taken a new snapshot
/// takes the place of the old one, so that a set-up can be run again.
///
/// Going back sets the merchant's time to the moment of the snapshot, from where it runs on or
/// stands still as it did then. Deliveries that were pending then are pending again: receivers may
/// hear twice, as they must be ready to anyway. What is under way on the books that are given up,
/// such as a clock on its way or an attempt to deliver, ends without effect.
enum SnapshotRoutes {
    static let all = [
        Route(.post, "/_sandbox/snapshots", take),
        Route(.get, "/_sandbox/snapshots", list),
        Route(.get, "/_sandbox/snapshots/:name", fetch),
        Route(.post, "/_sandbox/snapshots/:name/restore", restore),
        Route(.delete, "/_sandbox/snapshots/:name", remove),
    ]

    private static func take(_ call: Call) throws -> Reply {
        let fields = try ControlFields(call.controlBody(), knowing: ["name"])
        let bounds = "1 to 64 letters, digits, dots, dashes and underscores"
        guard let name = try fields.text("name"), isName(name) else {
            throw ControlFields.wrong("name", bounds)
        }
        let snapshot = try call.sandbox.store.takeSnapshot(name, of: call.books)
        return try show(snapshot, call)
    }

    private static func list(_ call: Call) throws -> Reply {
        let snapshots = try call.books.snapshots().map { ($0, try call.books.tally(of: $0)) }
        return .json { json in
            json.collection(snapshots) { $0.snapshot($1.0, $1.1) }
        }
    }

    private static func fetch(_ call: Call) throws -> Reply {
        try show(named(call), call)
    }

    private static func restore(_ call: Call) throws -> Reply {
        _ = try ControlFields(call.controlBody(), knowing: [])
        let snapshot = try named(call)
        let tally = try call.books.tally(of: snapshot)
        try call.sandbox.store.restore(snapshot, of: call.books)
        return .json { $0.snapshot(snapshot, tally) }
    }

    private static func remove(_ call: Call) throws -> Reply {
        let snapshot = try named(call)
        try call.sandbox.store.remove(snapshot, of: call.books)
        return .value([
            "entity": "snapshot", "name": .string(snapshot.name), "deleted": true,
        ])
    }

    private static func named(_ call: Call) throws -> Snapshot {
        try call.books.snapshot(String(call.parameter(0)))
    }

    private static func show(_ snapshot: Snapshot, _ call: Call) throws -> Reply {
        let tally = try call.books.tally(of: snapshot)
        return .json { $0.snapshot(snapshot, tally) }
    }

    /// Names stand in paths; the two that mean folders there are none.
    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || Array("._-".utf8).contains(byte)
            }
    }
}

extension JSONWriter {
    fileprivate mutating func snapshot(_ snapshot: Snapshot, _ tally: Tally) {
        object { json in
            json.member("entity", "snapshot")
            json.member("name", snapshot.name)
            json.tally(tally)
            json.member("created_at", snapshot.createdAt)
        }
    }
}
