import HTTP

/// A way in: a method, a path with named places, and what answers.
struct Route: Sendable {
    typealias Answer = @Sendable (Call) throws -> Reply

    let method: HTTPMethod
    let path: String
    /// What success is answered as.
    let contentType: String
    let answer: Answer

    init(
        _ method: HTTPMethod, _ path: String, answers contentType: String = Reply.jsonType,
        _ answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.contentType = contentType
        self.answer = answer
    }
}

/// Finds the route of a request by its method and the steps of its path.
///
/// Paths are compared byte by byte: no text is made or hashed on the way of a request.
struct Router {
    /// A route and what stands in the places of its path.
    struct Match {
        let route: Route
        let parameters: [Substring]
    }

    /// A route's path cut into steps; nil for a place.
    private struct Pattern {
        let route: Route
        let steps: [[UInt8]?]
    }

    let routes: [Route]
    private var patterns: [HTTPMethod: [Pattern]] = [:]

    init(_ routes: [Route]) {
        self.routes = routes
        for route in routes {
            let path = Array(route.path.utf8)
            let steps = Router.steps(of: path).map { step -> [UInt8]? in
                path[step].first == UInt8(ascii: ":") ? nil : Array(path[step])
            }
            let pattern = Pattern(route: route, steps: steps)
            // Named steps go before places: `/events/resend` before `/events/:id`.
            let isFirst = patterns[route.method, default: []].firstIndex {
                $0.steps.count(where: { $0 == nil }) > steps.count(where: { $0 == nil })
            }
            let place = isFirst ?? patterns[route.method, default: []].endIndex
            patterns[route.method, default: []].insert(pattern, at: place)
        }
    }

    /// The route of a request; a slash at the end of the path does not count.
    func find(_ method: HTTPMethod, _ path: String) -> Match? {
        let bytes = Array(path.utf8)
        let steps = Router.steps(of: bytes)
        guard let pattern = patterns[method]?.first(where: { fits($0, bytes, steps) }) else {
            return nil
        }
        let parameters = zip(steps, pattern.steps).filter { $1 == nil }.map { step, _ in
            let utf8 = path.utf8
            return path[
                utf8.index(
                    utf8.startIndex, offsetBy: step.lowerBound)..<utf8.index(
                        utf8.startIndex, offsetBy: step.upperBound)]
        }
        return Match(route: pattern.route, parameters: parameters)
    }

    private func fits(_ pattern: Pattern, _ path: [UInt8], _ steps: [Range<Int>]) -> Bool {
        guard pattern.steps.count == steps.count else { return false }
        for (name, step) in zip(pattern.steps, steps) {
            if let name {
                guard path[step].elementsEqual(name) else { return false }
            } else if step.isEmpty {
                return false
            }
        }
        return true
    }

    /// What stands between the slashes.
    private static func steps(of path: [UInt8]) -> [Range<Int>] {
        let slash = UInt8(ascii: "/")
        var end = path.count
        if end > 1 && path[end - 1] == slash { end -= 1 }
        var steps: [Range<Int>] = []
        var start = min(1, end)
        for index in start..<end where path[index] == slash {
            steps.append(start..<index)
            start = index + 1
        }
        steps.append(start..<end)
        return steps
    }
}
