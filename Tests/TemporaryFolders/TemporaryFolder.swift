import Glibc

/// An empty folder, gone with everything in it when the test is over.
public final class TemporaryFolder {
    /// Where it is.
    public let path: String

    /// The system could not do what a test asked of the folder.
    public struct Failure: Error {
        let what: String
    }

    /// A folder of its own.
    ///
    /// - Throws: ``Failure`` where it cannot be made.
    public init() throws {
        var template = Array("/tmp/folder-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw Failure(what: "make a folder") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in names { unsafe unlink(file(name)) }
        unsafe rmdir(path)
    }

    /// The path of the file of this name.
    public func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// What is in the folder, in alphabetical order.
    public var names: [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            names.append(
                unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// The bytes of a file, up to a megabyte.
    ///
    /// - Throws: ``Failure`` where it cannot be read.
    public func read(_ name: String) throws -> [UInt8] {
        let descriptor = unsafe open(file(name), O_RDONLY)
        guard descriptor >= 0 else { throw Failure(what: "read \(name)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(count, 0)))
    }

    /// Makes or replaces a file.
    ///
    /// - Throws: ``Failure`` where it cannot be written.
    public func write(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = unsafe open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure(what: "write \(name)") }
        defer { close(descriptor) }
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Failure(what: "write \(name)")
        }
    }
}
