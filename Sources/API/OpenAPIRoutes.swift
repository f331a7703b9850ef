import HTTP
import Wire

/// The descriptions of both faces, never behind credentials.
enum OpenAPIRoutes {
    static let all = [
        Route(.get, "/openapi.json") { .document(OpenAPI.vendor(version: $0.version)) },
        Route(.get, "/_sandbox/openapi.json") { .document(OpenAPI.control(version: $0.version)) },
    ]
}

extension Reply {
    fileprivate static func document(_ description: OpenAPI) -> Reply {
        json(reserving: 100_000) { $0.json(description.document) }
    }
}

extension Call {
    fileprivate var version: String { sandbox.configuration.version }
}
