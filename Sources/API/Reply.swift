import HTTP
import Wire

/// What a route answers.
struct Reply {
    let plan: Plan

    init(_ plan: Plan) {
        self.plan = plan
    }

    /// JSON that a writer has written.
    static func json(
        status: Int = 200, reserving capacity: Int = 1024, _ write: (inout JSONWriter) -> Void
    ) -> Reply {
        var writer = JSONWriter(reserving: capacity)
        write(&writer)
        return bytes(writer.bytes, status: status)
    }

    /// A JSON value.
    static func value(_ value: JSON, status: Int = 200) -> Reply {
        json(status: status) { $0.json(value) }
    }

    /// JSON that is written already.
    static func bytes(_ bytes: [UInt8], status: Int = 200) -> Reply {
        Reply(.now(HTTPResponse(status: status, headers: Reply.headers, body: bytes)))
    }

    /// What is written already, of any type.
    static func bytes(_ bytes: [UInt8], type: String) -> Reply {
        let headers = [(name: "Content-Type", value: type)] + Reply.headers.dropFirst()
        return Reply(.now(HTTPResponse(status: 200, headers: headers, body: bytes)))
    }

    /// Text of a type.
    static func text(_ text: String, type: String) -> Reply {
        bytes(Array(text.utf8), type: type)
    }

    /// Nothing, with 204.
    static let empty = Reply(
        .now(HTTPResponse(status: 204, headers: [Reply.headers[1], Reply.headers[2]])))

    /// An error.
    static func error(_ error: ErrorBody) -> Reply {
        Reply(.now(response(error)))
    }

    static func response(_ error: ErrorBody) -> HTTPResponse {
        HTTPResponse(status: error.status, headers: headers, body: error.bytes)
    }

    /// What nearly everything is answered as.
    static let jsonType = "application/json; charset=UTF-8"

    static let headers = [
        (name: "Content-Type", value: jsonType),
        (name: "X-Content-Type-Options", value: "nosniff"),
        (name: "Cache-Control", value: "no-store"),
    ]
}
