import HTTP
import SmartCollect
import Storage
import Wire

/// Whether the sandbox is alive and ready; never behind credentials.
enum HealthRoutes {
    static let all = [
        Route(.get, "/health", health),
        Route(.get, "/livez") { _ in .value(["status": "ok"]) },
        Route(.get, "/readyz", ready),
    ]

    private static func health(_ call: Call) throws -> Reply {
        .value([
            "status": "ok", "version": .string(call.sandbox.configuration.version),
            "uptime": .integer(call.sandbox.uptime), "now": .integer(call.books.now),
        ])
    }

    private static func ready(_ call: Call) throws -> Reply {
        call.sandbox.isReady
            ? .value(["status": "ready"]) : .value(["status": "stopping"], status: 503)
    }
}
