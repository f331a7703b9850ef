/// Which paths are meant: `/v1/payments/*/refund`, `/v1/*`.
///
/// A star stands for any part of one step; at the very end it stands for all that follows. A slash
/// at the end of a path does not count.
public struct PathPattern: Equatable, Sendable {
    /// The pattern as it was written.
    public let text: String
    private let bytes: [UInt8]

    private static let star = UInt8(ascii: "*")
    private static let slash = UInt8(ascii: "/")

    /// The pattern of a text; nil for one that is no path, or too long.
    public init?(_ text: String) {
        guard text.utf8.first == PathPattern.slash, text.utf8.count <= 255 else { return nil }
        self.text = text
        bytes = PathPattern.plain(text)
    }

    /// Whether a path is meant.
    public func matches(_ path: String) -> Bool {
        PathPattern.matches(bytes[...], PathPattern.plain(path)[...])
    }

    private static func plain(_ path: String) -> [UInt8] {
        let bytes = Array(path.utf8)
        return bytes.count > 1 && bytes.last == slash ? bytes.dropLast() : bytes
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        var (pattern, path) = (pattern, path)
        // Where to go on when the last star has to stand for one byte more.
        var star: (pattern: ArraySlice<UInt8>, path: ArraySlice<UInt8>)?
        while true {
            if pattern.first == Self.star {
                pattern = pattern.dropFirst()
                if pattern.isEmpty { return true }
                star = (pattern, path)
            } else if let byte = path.first, byte == pattern.first {
                (pattern, path) = (pattern.dropFirst(), path.dropFirst())
            } else if pattern.isEmpty && path.isEmpty {
                return true
            } else if let last = star, let byte = last.path.first, byte != slash {
                star = (last.pattern, last.path.dropFirst())
                (pattern, path) = (last.pattern, last.path.dropFirst())
            } else {
                return false
            }
        }
    }
}
