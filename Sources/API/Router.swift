import HTTP

/// A way in: a method, a path with named places, and what answers.
struct Route: Sendable {
    typealias Answer = @Sendable (Call) throws -> Reply

    let method: HTTPMethod
    let path: String
    let answer: Answer

    init(_ method: HTTPMethod, _ path: String, _ answer: @escaping Answer) {
        self.method = method
        self.path = path
        self.answer = answer
    }
}

/// Finds the route of a request, one step of the path after the other.
struct Router {
    private final class Node {
        var steps: [Substring: Node] = [:]
        var place: Node?
        var routes: [HTTPMethod: Route] = [:]
    }

    /// A route and what stands in the places of its path.
    struct Match {
        let route: Route
        let parameters: [Substring]
    }

    let routes: [Route]
    private let root = Node()

    init(_ routes: [Route]) {
        self.routes = routes
        for route in routes { add(route) }
    }

    /// The route of a request; a slash at the end of the path does not count.
    func find(_ method: HTTPMethod, _ path: String) -> Match? {
        var node = root
        var parameters: [Substring] = []
        for step in Router.steps(of: path) {
            if let next = node.steps[step] {
                node = next
            } else if let next = node.place, !step.isEmpty {
                parameters.append(step)
                node = next
            } else {
                return nil
            }
        }
        return node.routes[method].map { Match(route: $0, parameters: parameters) }
    }

    private func add(_ route: Route) {
        var node = root
        for step in Router.steps(of: route.path) {
            if step.hasPrefix(":") {
                let next = node.place ?? Node()
                node.place = next
                node = next
            } else {
                let next = node.steps[step] ?? Node()
                node.steps[step] = next
                node = next
            }
        }
        precondition(node.routes[route.method] == nil, "two routes for \(route.path)")
        node.routes[route.method] = route
    }

    private static func steps(of path: String) -> [Substring] {
        var rest = path.dropFirst()
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        return rest.split(separator: "/", omittingEmptySubsequences: false)
    }
}
