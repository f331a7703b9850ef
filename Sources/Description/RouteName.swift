/// A route by its method and its path, as both stand in the table of routes.
public struct RouteName: Sendable {
    /// The method in capitals: `GET`.
    public let method: String
    /// The path, each place of it behind a colon: `/v1/payments/:id`.
    public let path: String

    /// A route by its method and its path.
    public init(method: String, path: String) {
        self.method = method
        self.path = path
    }

    /// Both, as descriptions are looked up: `GET /v1/payments/:id`.
    var text: String { "\(method) \(path)" }
}
