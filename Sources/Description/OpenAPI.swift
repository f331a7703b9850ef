public import Wire

/// A description of routes as OpenAPI 3.1.
///
/// Paths, methods and the parameters in paths are those of the table of routes, so that no route
/// can be left out and none invented; what a route takes and answers is looked up by its name.
public struct OpenAPI: Sendable {
    let title: String
    let description: String
    let version: String
    /// The routes in the order of the table.
    public let routes: [RouteName]
    /// What the routes take and answer, by `GET /path` as it stands in the table.
    let operations: [String: Operation]
    /// The schemas that operations refer to.
    let schemas: [JSON.Member]
    /// The bodies that requests may have.
    let bodyTypes: [String]
    /// What every route may take besides its own.
    let parameters: [Operation.Parameter]
    /// What every POST may take besides.
    let postParameters: [Operation.Parameter]
    /// The statuses of refusals that every route has.
    let refusals: [Int64]
    /// Whether a request without credentials is taken.
    let isOpen: Bool

    /// The description as OpenAPI has it.
    public var document: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": .string(title), "description": .string(description),
                "version": .string(version.isEmpty ? "0" : version),
            ],
            "servers": [["url": "/"]],
            "security": isOpen ? [[:], ["key": []]] : [["key": []]],
            "paths": paths,
            "components": [
                "securitySchemes": ["key": ["type": "http", "scheme": "basic"]],
                "schemas": .object(schemas),
                "responses": responses,
            ],
        ]
    }

    private var paths: JSON {
        var paths: [JSON.Member] = []
        for route in routes {
            let method = JSON.Member(name: route.method.lowercased(), value: method(route))
            let path = OpenAPI.path(of: route)
            if let place = paths.firstIndex(where: { $0.name == path }) {
                paths[place].value = .object(paths[place].value.members + [method])
            } else {
                paths.append(JSON.Member(name: path, value: .object([method])))
            }
        }
        return .object(paths)
    }

    /// `/v1/payments/:id` as `/v1/payments/{id}`.
    private static func path(of route: RouteName) -> String {
        route.path.split(separator: "/", omittingEmptySubsequences: false).map { step in
            step.hasPrefix(":") ? "{\(step.dropFirst())}" : String(step)
        }.joined(separator: "/")
    }

    private func method(_ route: RouteName) -> JSON {
        let operation = operation(of: route)
        let own =
            operation.parameters + parameters + (route.method == "POST" ? postParameters : [])
        var members = [
            JSON.Member(name: "operationId", value: .string(route.text)),
            JSON.Member(name: "summary", value: .string(operation.summary)),
            JSON.Member(
                name: "parameters",
                value: .list(OpenAPI.places(of: route) + own.map(\.json))),
        ]
        if let body = operation.body {
            let types = operation.bodyType.map { [$0] } ?? bodyTypes
            members.append(
                JSON.Member(name: "requestBody", value: request(body, as: types, operation.line)))
        }
        members.append(JSON.Member(name: "responses", value: answers(operation)))
        return .object(members)
    }

    /// What a route takes and answers; of one that nobody has described, only that it is there.
    private func operation(of route: RouteName) -> Operation {
        operations[route.text] ?? Operation(route.text, answers: Schema.anything)
    }

    /// What a route does, in a few words.
    public func summary(of route: RouteName) -> String { operation(of: route).summary }

    /// The places of a path; what stands in front of a place tells whose id belongs there.
    private static func places(of route: RouteName) -> [JSON] {
        let steps = route.path.split(separator: "/").map(String.init)
        return zip(steps, steps.dropFirst()).filter { $0.1.hasPrefix(":") }.map { before, place in
            [
                "name": .string(String(place.dropFirst())), "in": "path", "required": true,
                "schema": prefixes[before].map(Schema.asked) ?? Schema.text(1...64),
            ]
        }
    }

    private static let prefixes = [
        "accounts": "acc_", "allowed_payers": "ba_", "credits": "crd_", "customers": "cust_",
        "events": "", "payments": "pay_", "refunds": "rfnd_", "virtual_accounts": "va_",
        "webhooks": "",
    ]

    private func request(_ body: JSON, as types: [String], _ line: JSON?) -> JSON {
        let content = types.map { JSON.Member(name: $0, value: ["schema": body]) }
        // OpenAPI 3.1 describes one line and has no word for there being many.
        let lines = line.map { JSON.Member(name: "application/x-ndjson", value: ["schema": $0]) }
        return ["content": .object(content + (lines.map { [$0] } ?? []))]
    }

    private func answers(_ operation: Operation) -> JSON {
        let successes = operation.statuses.map { status in
            JSON.Member(
                name: "\(status)",
                value: status == 204
                    ? ["description": "Done."]
                    : [
                        "description": "Done.",
                        "content": .object([
                            JSON.Member(
                                name: operation.mediaType,
                                value: ["schema": operation.answer ?? Schema.anything])
                        ]),
                    ])
        }
        let refused = (refusals + operation.refusals).sorted().map { status in
            JSON.Member(
                name: "\(status)", value: ["$ref": "#/components/responses/\(status)"])
        }
        return .object(successes + refused)
    }

    private var responses: JSON {
        .object(
            OpenAPI.reasons.map { reason in
                JSON.Member(
                    name: "\(reason.key)",
                    value: [
                        "description": .string(reason.value),
                        "content": ["application/json": ["schema": Schema.named("error")]],
                    ])
            })
    }

    private static let reasons: KeyValuePairs<Int, String> = [
        400: "The request is refused; nothing was changed.",
        401: "The credentials are missing or wrong.",
        403: "The request comes from a web page elsewhere.",
        404: "There is no such thing.",
        408: "What was waited for did not happen in time.",
        409: "The key of the request belongs to another request.",
        413: "The request is too large.",
        415: "The body is of a type that is not taken.",
        421: "The Host header names no host of this sandbox.",
        500: "A key for idempotency came with a body that cannot be read.",
        503: "The sandbox is stopping, or could not store the change.",
    ]
}

extension Operation.Parameter {
    fileprivate var json: JSON {
        ["name": .string(name), "in": .string(place.rawValue), "schema": schema]
    }
}
