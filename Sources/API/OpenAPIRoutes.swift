import Description
import HTTP
import Wire

/// The descriptions of both faces, never behind credentials.
enum OpenAPIRoutes {
    static let all = [
        Route(.get, "/openapi.json") { .document(.vendor(version: $0.version)) },
        Route(.get, "/_sandbox/openapi.json") { .document(.control(version: $0.version)) },
    ]
}

extension OpenAPI {
    /// The emulated API.
    static func vendor(version: String) -> OpenAPI {
        vendor(Sandbox.vendorRoutes.map(\.name), version: version)
    }

    /// Our own routes.
    static func control(version: String) -> OpenAPI {
        control(Sandbox.controlRoutes.map(\.name), version: version)
    }
}

extension Route {
    fileprivate var name: RouteName { RouteName(method: method.name, path: path) }
}

extension Reply {
    fileprivate static func document(_ description: OpenAPI) -> Reply {
        json(reserving: 100_000) { $0.json(description.document) }
    }
}

extension Call {
    fileprivate var version: String { sandbox.configuration.version }
}
