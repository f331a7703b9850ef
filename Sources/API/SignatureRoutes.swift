import HTTP
import SmartCollect
import Storage
import Wire

/// Help for whoever verifies signatures and finds them wrong.
enum SignatureRoutes {
    static let all = [
        Route(.post, "/_sandbox/webhooks/verify", verify)
    ]

    private static func verify(_ call: Call) throws -> Reply {
        let fields = try ControlFields(
            call.controlBody(), knowing: ["body", "signature", "secret"])
        let body = try body(fields)
        guard let signature = try fields.text("signature") else {
            throw ControlFields.wrong("signature", "what X-Razorpay-Signature said")
        }
        let doctor = SignatureDoctor(
            secrets: try secrets(call, given: fields.text("secret")),
            originals: try originals(of: body, call.books))
        let finding = doctor.examine(body, signature)
        return .value([
            "result": .string(finding.result.rawValue), "advice": .string(finding.advice),
        ])
    }

    /// The body as text; an object is taken for the text that it makes.
    private static func body(_ fields: ControlFields) throws -> [UInt8] {
        let body: [UInt8]
        switch fields["body"] {
        case .string(let text): body = Array(text.utf8)
        case .object(let members): body = JSON.object(members).bytes
        default: throw ControlFields.wrong("body", "the request's body as a string")
        }
        guard body.count <= SignatureDoctor.bodyBytesMax else {
            throw ControlFields.wrong(
                "body", "of \(SignatureDoctor.bodyBytesMax) bytes at most")
        }
        return body
    }

    private static func secrets(
        _ call: Call, given: String?
    ) throws -> SignatureDoctor.Secrets {
        let webhooks = try call.books.webhooks()
        return SignatureDoctor.Secrets(
            given: given, current: webhooks.compactMap(\.secret),
            former: webhooks.flatMap { $0.formerSecrets + [$0.oldSecret] },
            apiKey: call.keySecret)
    }

    /// The bodies of the events of the same name and second.
    private static func originals(of body: [UInt8], _ books: Books) throws -> [[UInt8]] {
        guard let event = try? JSONReader.read(body), let name = event["event"]?.asText,
            let time = event["created_at"]?.asInteger
        else { return [] }
        let page = ListQuery(from: time, to: time, count: 100)
        return try books.events(EventFilter(name: name, page: page)).map {
            try books.body(of: $0.event.id)
        }
    }
}

extension Call {
    /// The secret of the API key that the call is made with, as the call itself tells it.
    fileprivate var keySecret: String? {
        if let header = request.header("Authorization") {
            return (try? Credentials(header: header))?.secret
        }
        return books === sandbox.defaultBooks ? sandbox.configuration.secret : nil
    }
}
