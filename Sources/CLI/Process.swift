import Glibc

// What the program asks of its process: the one file here that talks to C.

/// The process's environment, read where a flag was not given.
public enum Environment {
    private static let prefix = "SMARTCOLLECT_"

    /// The name of a flag's twin: `webhook-url` is `SMARTCOLLECT_WEBHOOK_URL`.
    static func variable(of flag: String) -> String {
        prefix + String(flag.map { $0 == "-" ? "_" : $0 }).uppercased()
    }

    /// The value of a flag's twin.
    public static func value(_ flag: String) -> String? { self[variable(of: flag)] }

    /// The value of a variable by its whole name.
    public static subscript(name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// Whatever in the environment is not about us: `NAME=value`.
    static var foreign: [String] {
        var settings: [String] = []
        var place = unsafe environ
        while let setting = unsafe place.pointee {
            unsafe settings.append(String(cString: setting))
            unsafe place += 1
        }
        return settings.filter { !$0.hasPrefix(prefix) }
    }
}

/// The command line, as the list of processes shows it.
public enum ShownArguments {
    /// Covers what stands behind these flags with asterisks. To be called when it has been read.
    public static func cover(_ flags: [String]) {
        var isNext = false
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return }
            let text = unsafe String(cString: argument)
            let flag = flags.first { text.hasPrefix($0 + "=") }
            if isNext { unsafe cover(argument, from: 0) }
            if let flag { unsafe cover(argument, from: flag.utf8.count + 1) }
            isNext = flags.contains(text)
        }
    }

    private static func cover(_ text: UnsafeMutablePointer<CChar>, from start: Int) {
        let length = unsafe strlen(text)
        for index in min(start, length)..<length { unsafe text[index] = 42 }
    }
}

/// Open files and connections.
public enum Descriptors {
    /// Allows the process as many as its parent would let it ask for.
    public static func allowMost() {
        var limit = rlimit()
        let kind = Int32(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(kind, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(kind, &limit)
    }
}

/// The memory that the process takes.
public enum Memory {
    /// Gives back the pages of code and of tables that only the start has looked at; they come
    /// from files, and are there again at the first touch.
    ///
    /// Reading the arguments and wiring everything together runs far more of the code than serving.
    public static func releaseCode() {
        guard case .bytes(let bytes) = File.read("/proc/self/maps") else { return }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            // 55d0c8a00000-55d0c9874000 r-xp 00000000 fe:00 1311 /usr/local/bin/smartcollect
            let fields = line.split(separator: UInt8(ascii: " "))
            guard fields.count > 5, fields[5].first == UInt8(ascii: "/") else { continue }
            // What is only read, and is not where the file begins, may have been written to before.
            let isCode = fields[1].elementsEqual("r-xp".utf8)
            let isHead =
                fields[1].elementsEqual("r--p".utf8) && fields[2].elementsEqual("00000000".utf8)
            guard isCode || isHead else { continue }
            let ends = fields[0].split(separator: UInt8(ascii: "-"))
                .compactMap { UInt(String(decoding: $0, as: UTF8.self), radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { continue }
            unsafe madvise(
                UnsafeMutableRawPointer(bitPattern: ends[0]), Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}

/// Files, as the command line reads them.
public enum File {
    /// What became of reading a file.
    public enum Content {
        /// What is in it.
        case bytes([UInt8])
        /// There is none.
        case absent
        /// Why it cannot be read.
        case failure(String)
    }

    /// Reads a whole file.
    public static func read(_ path: String) -> Content {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT ? .absent : .failure(lastError()) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            guard count >= 0 else { return .failure(lastError()) }
            guard count > 0 else { return .bytes(bytes) }
            bytes += chunk.prefix(count)
        }
    }

    /// Writes a whole file; one that is there already keeps who may read it.
    ///
    /// - Returns: why it could not; nil when it could.
    public static func write(_ text: String, to path: String, isPrivate: Bool) -> String? {
        let mode: mode_t = isPrivate ? 0o600 : 0o644
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return lastError() }
        CLI.write(text, to: descriptor)
        return close(descriptor) == 0 ? nil : lastError()
    }

    /// Makes a folder and those above it, for this user alone.
    public static func makeFolder(_ path: String) {
        guard !exists(path) else { return }
        makeFolder(folder(of: path))
        unsafe mkdir(path, 0o700)
    }

    /// Whether there is a file or a folder.
    public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Whether this user may write to a file, or make files in a folder.
    public static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

    /// The folder that a file is in.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The bytes of a file that must be there.
    ///
    /// - Throws: ``FileError``.
    public static func bytes(of path: String) throws(FileError) -> [UInt8] {
        switch read(path) {
        case .bytes(let bytes): return bytes
        case .absent: throw FileError("there is no file \(path)")
        case .failure(let reason): throw FileError("\(path): \(reason)")
        }
    }

    /// Writes a file anew.
    ///
    /// - Throws: ``FileError``.
    public static func write(_ text: String, to path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("\(path): \(lastError())") }
        defer { close(descriptor) }
        CLI.write(text, to: descriptor)
    }

    fileprivate static func lastError() -> String { unsafe String(cString: strerror(errno)) }
}

/// The system's time in nanoseconds since 1970.
public func systemNanoseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

/// Who runs the process.
public enum User {
    /// Whether nothing is forbidden.
    public static var isRoot: Bool { geteuid() == 0 }
}

/// The container around the process.
public enum Container {
    /// Whether there is one.
    public static var isHere: Bool {
        ["/.dockerenv", "/run/.containerenv"].contains(where: File.exists)
    }
}

/// Times as logs have them.
public enum ISOTime {
    /// `2026-11-22T15:39:25Z` of seconds since 1970.
    public static func text(seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = unsafe tm()
        unsafe gmtime_r(&time, &parts)
        let date = unsafe [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday]
        let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec]
        return join(date, "-") + "T" + join(clock, ":") + "Z"
    }

    private static func join(_ numbers: [Int32], _ separator: String) -> String {
        numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: separator)
    }
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

/// Why a file cannot be read or written.
public struct FileError: Error, CustomStringConvertible {
    /// The fact, as an error says it.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Why a sandbox of our own could not be started.
public struct StartError: Error, CustomStringConvertible {
    /// The fact, as an error says it.
    public let description: String
}

/// A sandbox of our own: the same program, in memory, on any free port, until it is stopped.
public final class PrivateSandbox {
    /// Where it is.
    public let url: String
    private let process: pid_t

    private static let ready = "ready on "
    private static let words = [
        "smartcollect", "serve", "--config", "/dev/null", "--port", "0", "--host", "127.0.0.1",
        "--quiet", "--log-level", "error",
    ]

    /// Starts one and waits until it is ready.
    ///
    /// - Throws: ``StartError``.
    public init() throws(StartError) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw StartError(description: File.lastError()) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        process = try Self.start(output: ends[1])
        close(ends[1])
        let said = Self.line(from: ends[0])
        guard said.hasPrefix(Self.ready) else {
            Self.end(process)
            throw StartError(description: "it did not become ready")
        }
        url = String(said.dropFirst(Self.ready.count))
    }

    private static func start(output: Int32) throws(StartError) -> pid_t {
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        var settings = unsafe Environment.foreign.map { unsafe strdup($0) } + [nil]
        defer { unsafe (arguments + settings).forEach { unsafe free($0) } }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        var process: pid_t = 0
        let error = unsafe posix_spawn(
            &process, "/proc/self/exe", &actions, nil, &arguments, &settings)
        guard error == 0 else {
            throw StartError(description: unsafe String(cString: strerror(error)))
        }
        return process
    }

    /// What it says first.
    private static func line(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Ends it.
    public func stop() { Self.end(process) }

    private static func end(_ process: pid_t) {
        kill(process, SIGTERM)
        waitpid(process, nil, 0)
    }
}
