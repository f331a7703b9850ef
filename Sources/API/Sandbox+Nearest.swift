import HTTP
import Wire

extension Router {
    /// The refusal of a control route that does not exist: it names the nearest one that does.
    func unknown(_ method: HTTPMethod, _ path: String) -> ErrorBody {
        let others = routes.filter { find($0.method, path)?.route.path == $0.path }
        if !others.isEmpty {
            let methods = others.map(\.method.name).joined(separator: ", ")
            return .control(
                "unknown_route", "\(path) takes \(methods), not \(method.name).", status: 404)
        }
        let nearest = nearest(to: method, path)?.path ?? "/health"
        return .control(
            "unknown_route", "There is no route \(method.name) \(path). The nearest is \(nearest).",
            status: 404)
    }

    /// The route that a request which has none was probably meant for.
    func nearest(to method: HTTPMethod, _ path: String) -> Route? {
        let path = withoutIDs(path)
        return routes.map { route in
            (route, 2 * distance(withoutIDs(route.path), path) + (route.method == method ? 0 : 1))
        }.min { $0.1 < $1.1 }?.0
    }

    /// The path with a star in each place and for whatever looks like an id.
    private func withoutIDs(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { step in
            let isID =
                step.utf8.count >= 14 && step.utf8.contains { $0 &- 48 < 10 || $0 &- 65 < 26 }
            return step.hasPrefix(":") || isID ? "*" : String(step)
        }.joined(separator: "/")
    }

    /// How many steps and letters lie between two paths.
    private func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.utf8.prefix(120)), Array(other.utf8.prefix(120)))
        var row = Array(0...other.count)
        for (i, left) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in other.enumerated() {
                let replaced = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.count]
    }
}
