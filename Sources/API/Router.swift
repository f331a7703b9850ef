import HTTP

/// A way in: a method, a path with named places, and what answers.
final class Route: Sendable {
    typealias Answer = @Sendable (Call) throws -> Reply

    let method: HTTPMethod
    let path: String
    /// What success is answered as.
    let contentType: String
    /// Whether a request may be held or its answer go on, so that it cannot be asked for by HEAD.
    let lasts: Bool
    /// Whether it reads its query itself; a control route takes none otherwise.
    let takesQuery: Bool
    let answer: Answer

    init(
        _ method: HTTPMethod, _ path: String, answers contentType: String = Reply.jsonType,
        takesQuery: Bool = false, lasts: Bool = false, _ answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.contentType = contentType
        self.takesQuery = takesQuery
        self.lasts = lasts
        self.answer = answer
    }
}

/// Finds the route of a request by its method and its path.
///
/// Paths are compared byte by byte: no text is made or hashed on the way of a request.
struct Router {
    /// A route, and where in the path its places are filled.
    struct Match {
        let route: Route
        let places: [Range<Int>]
    }

    let routes: [Route]
    private let patterns: [[Pattern]]

    init(_ routes: [Route]) {
        self.routes = routes
        patterns = HTTPMethod.allCases.map { method in
            // Named steps go before places: `/events/resend` before `/events/:id`.
            routes.filter { $0.method == method }.map(Pattern.init).enumerated().sorted {
                ($0.element.placeCount, $0.offset) < ($1.element.placeCount, $1.offset)
            }.map(\.element)
        }
    }

    /// The route of a request; a slash at the end of the path does not count.
    func find(_ method: HTTPMethod, _ path: String) -> Match? {
        let bytes = path.utf8.span
        var end = bytes.count
        if end > 1, bytes[end - 1] == Pattern.slash { end -= 1 }
        for pattern in patterns[Int(method.rawValue)] {
            if let places = pattern.places(in: bytes, to: end) {
                return Match(route: pattern.route, places: places)
            }
        }
        return nil
    }

    /// A route's path: each place is a colon alone.
    private final class Pattern: Sendable {
        static let slash = UInt8(ascii: "/")
        private static let colon = UInt8(ascii: ":")

        let route: Route
        let placeCount: Int
        private let text: [UInt8]
        /// The letter behind `/v1/`, where no place comes before it: most paths differ there.
        private let letter: UInt8?

        init(_ route: Route) {
            self.route = route
            var isName = false
            text = route.path.utf8.filter { byte in
                if byte == Pattern.slash { isName = false }
                defer { if byte == Pattern.colon { isName = true } }
                return !isName
            }
            placeCount = text.count { $0 == Pattern.colon }
            letter = text.prefix(5).contains(Pattern.colon) ? nil : text.dropFirst(4).first
        }

        /// What fills the places, none of them with nothing; nil where the path does not fit.
        func places(in path: Span<UInt8>, to end: Int) -> [Range<Int>]? {
            if let letter, end <= 4 || path[4] != letter { return nil }
            var places: [Range<Int>] = []
            var index = 0
            for byte in text {
                guard byte == Pattern.colon else {
                    guard index < end, path[index] == byte else { return nil }
                    index += 1
                    continue
                }
                let start = index
                while index < end, path[index] != Pattern.slash { index += 1 }
                guard index > start else { return nil }
                places.append(start..<index)
            }
            return index == end ? places : nil
        }
    }
}
