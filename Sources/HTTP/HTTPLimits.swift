/// How much of a request is read before it is refused.
struct HTTPLimits: Sendable {
    /// The request line, without its end.
    var requestLineBytesMax = 8 << 10
    /// The fields together, with their line ends; trailers count on.
    var fieldBytesMax = 32 << 10
    /// The fields together, trailers included.
    var fieldsMax = 200
    /// The size line of a chunk, without its end.
    var chunkLineBytesMax = 4 << 10
    /// A body.
    var bodyBytesMax = 1 << 20
    /// A body sent to a path at or below one of these; the first that fits wins.
    var largerBodies: [(path: String, bytesMax: Int)] = []

    /// The greatest body that this path takes.
    func bodyBytesMax(at path: String) -> Int {
        for larger in largerBodies where path.hasPrefix(larger.path) {
            let rest = path.utf8.dropFirst(larger.path.utf8.count)
            if rest.isEmpty || rest.first == UInt8(ascii: "/") { return larger.bytesMax }
        }
        return bodyBytesMax
    }
}
