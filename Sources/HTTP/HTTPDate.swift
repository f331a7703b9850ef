import Glibc

/// The `Date` line, written anew when the second changes (RFC 9110, section 6.6.1).
final class HTTPDate {
    private var second = 0
    private var bytes: [UInt8] = []

    /// The line of the present second, with its end.
    func line() -> [UInt8] {
        let now = Glibc.time(nil)
        if now != second {
            second = now
            bytes = Array("Date: \(Self.text(now))\r\n".utf8)
        }
        return bytes
    }

    /// The form that HTTP prefers: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(_ seconds: Int) -> String {
        var seconds = seconds
        var parts = unsafe tm()
        var text = [CChar](repeating: 0, count: 32)
        unsafe gmtime_r(&seconds, &parts)
        // The locale is C: nothing in this process sets another.
        let count = unsafe strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
