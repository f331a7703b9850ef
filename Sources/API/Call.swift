import HTTP
import SmartCollect
import Storage
import Wire

/// One request on its way to its route: who calls, what is named in the path, what is sent.
struct Call {
    let sandbox: Sandbox
    let request: HTTPRequest
    /// The caller's books.
    let books: Books
    /// Where in the path the places of its route are filled.
    let places: [Range<Int>]

    /// What stands in a place of the path.
    func parameter(_ place: Int) -> Substring {
        let path = request.path
        let start = path.utf8.index(path.startIndex, offsetBy: places[place].lowerBound)
        return path[start..<path.utf8.index(start, offsetBy: places[place].count)]
    }

    /// What stands around the caller's books.
    var bench: Bench { sandbox.bench(of: books) }

    /// The id in a place of the path.
    ///
    /// - Throws: ``Refusal/malformedID(_:)``.
    func id<Entity: Identified>(_ place: Int = 0) throws -> ID<Entity> {
        try ID(wire: parameter(place))
    }

    /// The fields of a request that changes something: those of the body, and those of the query
    /// that the body does not name.
    var fields: JSON {
        merge(body.fields, query)
    }

    /// The fields of a request that only reads: those of the query, and those of a body, which
    /// count as query parameters.
    ///
    /// - Source: [D] README section 3.
    var queryFields: JSON {
        request.body.isEmpty ? query : merge(query, body.fields)
    }

    /// The body as it was sent.
    var body: RequestBody {
        RequestBody.read(request.body, contentType: request.sender.contentType)
    }

    var query: JSON {
        guard let query = request.query, !query.isEmpty else { return .emptyObject }
        return Form.read(Array(query.utf8))
    }

    private func merge(_ first: JSON, _ second: JSON) -> JSON {
        guard !second.isEmpty else { return first }
        let names = Set(first.members.map(\.name))
        return .object(first.members + second.members.filter { !names.contains($0.name) })
    }

    /// Refuses parameters on a route that takes none; `expand` is accepted everywhere.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``.
    func takesNothing() throws {
        if request.body.isEmpty && request.query == nil { return }
        _ = try Fields(queryFields, knowing: ["expand"])
    }

    /// The page of a list that is asked for.
    func page(_ dialect: ListDialect, also names: [String] = []) throws -> (ListQuery, Fields) {
        let fields = try Fields(queryFields, knowing: ListQuery.names + names)
        return (try ListQuery(reading: fields, dialect: dialect), fields)
    }
}
