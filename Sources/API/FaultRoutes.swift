import HTTP
import Simulator
import Wire

/// What goes wrong with the merchant's requests on purpose.
enum FaultRoutes {
    static let all = [
        Route(.put, "/_sandbox/faults", set),
        Route(.get, "/_sandbox/faults") { show($0.bench.faults) },
        Route(.delete, "/_sandbox/faults", clear),
    ]

    private static let countMax = 100

    private static func set(_ call: Call) throws -> Reply {
        guard case .list(let items) = try call.controlBody() else {
            throw ErrorBody.control("body_invalid", "The body must be a list of faults.")
        }
        guard items.count <= countMax else {
            throw ErrorBody.control("invalid_value", "There may be \(countMax) faults at most.")
        }
        call.bench.faults = Faults(try items.map { try Fault(reading: $0) })
        return show(call.bench.faults)
    }

    private static func clear(_ call: Call) throws -> Reply {
        call.bench.faults = Faults()
        return show(call.bench.faults)
    }

    /// The faults that are still to befall something.
    private static func show(_ faults: Faults) -> Reply {
        .value(.list(faults.all.map(\.json)))
    }
}
