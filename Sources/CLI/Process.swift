import Glibc

// What the program asks of its process: the one file here that talks to C.

/// The process's environment, read where a flag was not given.
enum Environment {
    private static let prefix = "SMARTCOLLECT_"

    /// The value of a flag's twin: `webhook-url` is `SMARTCOLLECT_WEBHOOK_URL`.
    static func value(_ flag: String) -> String? {
        let name = prefix + String(flag.map { $0 == "-" ? "_" : $0 }).uppercased()
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}

/// The system's time in nanoseconds since 1970.
func systemNanoseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

/// Writes a text to a file descriptor, all of it at once where that is possible.
func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { bytes in
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}
