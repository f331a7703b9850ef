import HTTP
import SmartCollect
import Wire

// How control routes read their requests.

extension Call {
    /// The body of a control call.
    ///
    /// - Throws: `ErrorBody` for what is not JSON.
    func controlBody() throws -> JSON {
        guard !request.body.isEmpty else { return .emptyObject }
        do {
            return try JSONReader.read(request.body)
        } catch {
            throw ErrorBody.control(
                "body_invalid",
                "The body is not JSON: at byte \(error.offset), \(error.what.rawValue).")
        }
    }

    /// Refuses a query on a control route that has none, lest a filter that is misspelt or not
    /// there should mean everything; `tenant` is allowed everywhere.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``.
    func takesNoQuery() throws {
        let hasBody = [.post, .put, .patch].contains(request.method)
        guard request.query != nil || !hasBody else { return }
        _ = try Fields(hasBody ? query : queryFields, knowing: ["tenant"])
    }

    /// The page of one of our own lists; `tenant` is allowed everywhere.
    func controlPage(also names: [String]) throws -> (ListQuery, Fields) {
        let fields = try Fields(queryFields, knowing: ListQuery.names + names + ["tenant"])
        return (try ListQuery(reading: fields, dialect: .payments), fields)
    }
}

extension Fields {
    /// A field of a query that names one of several choices, in any case of letters.
    func choice<Choice>(_ name: String, of type: Choice.Type) throws -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = self[name]?.asText else { return nil }
        let wanted = text.foldedASCII
        guard let choice = Choice.allCases.first(where: { snakeCase($0.rawValue) == wanted })
        else {
            let names = Choice.allCases.map { snakeCase($0.rawValue) }.joined(separator: ", ")
            throw ControlFields.wrong(name, "one of \(names)")
        }
        return choice
    }
}
