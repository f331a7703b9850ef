/// What the program says, and where: results on standard output, all else on standard error.
public enum Terminal {
    /// A line of standard output, written at once: others wait for it.
    public static func say(_ line: String) {
        write(line + "\n", to: 1)
    }

    /// A text of standard output, as it is.
    public static func pass(_ text: String) {
        write(text, to: 1)
    }

    /// A line of standard error.
    public static func log(_ line: String) {
        write(line + "\n", to: 2)
    }

    /// A fact, and what to do about it.
    public static func fail(_ error: String, hint: String? = nil) {
        log("error: \(error)")
        if let hint { log("hint: \(hint)") }
    }
}
