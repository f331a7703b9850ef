/// Writes what a client sends: head and body in one piece.
enum RequestWriter {
    private static let own: Set<String> = [
        "host", "content-length", "connection", "transfer-encoding",
    ]

    static func bytes(of request: HTTPClientRequest) -> [UInt8] {
        let buffer = OutputBuffer(capacity: 1_024 + request.body.count)
        buffer.append(text: "\(request.method.name) \(request.url.target) HTTP/1.1\r\n")
        buffer.append(field: "Host", request.url.authority)
        for (name, value) in request.headers where !own.contains(name.lowercased()) {
            buffer.append(field: name, value)
        }
        let sendsBody = [.post, .put, .patch].contains(request.method) || !request.body.isEmpty
        if sendsBody { buffer.append(field: "Content-Length", "\(request.body.count)") }
        buffer.append("\r\n")
        buffer.append(request.body)
        return buffer.bytes(0..<buffer.count)
    }
}
