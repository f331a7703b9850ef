import HTTP
import Storage
import Wire

/// Many virtual accounts by one file: each row is an account, or says why it is none.
enum BatchRoutes {
    static let all = [
        Route(.post, "/_sandbox/batches", answers: BatchFile.mediaType, open)
    ]

    private static func open(_ call: Call) throws -> Reply {
        let file = try BatchFile(reading: call.request.body)
        return .bytes(file.answer(try call.books.open(file)), type: BatchFile.mediaType)
    }
}
