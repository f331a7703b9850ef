import HTTP
import Wire

/// The page for people: it lets money arrive, moves time, and shows what happens as it happens.
///
/// It is a client of the emulated API and of the control API like any other, and has no way of its
/// own into the books. Whatever it shows it sets as text, never as markup, and its policy admits no
/// script but its own.
enum Page {
    /// What is served at `path`, nil where the page has nothing there.
    static func reply(_ path: String, _ configuration: Sandbox.Configuration) -> Reply? {
        switch path {
        case "/":
            reply(
                document(
                    keyID: configuration.keyID, secret: configuration.secret,
                    version: configuration.version), type: "text/html")
        case "/_sandbox/page.css": reply(style, type: "text/css")
        case "/_sandbox/page.js": reply(script, type: "text/javascript")
        default: nil
        }
    }

    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
        "img-src data:", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")

    private static func reply(_ text: String, type: String) -> Reply {
        let headers =
            [(name: "Content-Type", value: type + "; charset=utf-8")] + Reply.headers.dropFirst()
            + [
                (name: "Content-Security-Policy", value: policy),
                (name: "Referrer-Policy", value: "no-referrer"),
                (name: "Cross-Origin-Opener-Policy", value: "same-origin"),
                (name: "Cross-Origin-Resource-Policy", value: "same-origin"),
            ]
        return Reply(.now(HTTPResponse(status: 200, headers: headers, body: Array(text.utf8))))
    }
}
