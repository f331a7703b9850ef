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
        let nearest = routes.map(\.path).min { distance($0, path) < distance($1, path) }
        return .control(
            "unknown_route",
            "There is no route \(method.name) \(path). The nearest is \(nearest ?? "/health").",
            status: 404)
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
