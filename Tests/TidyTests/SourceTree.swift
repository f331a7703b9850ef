import Glibc

/// The text files of the project, as they lie on the disk.
struct SourceTree: Sendable {
    let files: [SourceFile]

    /// The tree that this very file belongs to.
    static let ours = SourceTree(root: root)

    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")

    /// Reads everything below `root` but what is hidden, ignored by git, found by the fuzzer, or
    /// no text.
    init(root: String) {
        files = SourceTree.paths(below: root, in: "").sorted().compactMap { path in
            SourceTree.text(of: root + "/" + path).map { SourceFile(path: path, text: $0) }
        }
    }

    /// The file at this path of the project; nil where there is none.
    func file(_ path: String) -> SourceFile? {
        files.first { $0.path == path }
    }

    private static func paths(below root: String, in folder: String) -> [String] {
        names(in: root + "/" + folder).flatMap { name in
            let path = folder + name
            let inside = paths(below: root, in: path + "/")
            return inside.isEmpty ? [path] : inside
        }
    }

    /// What a folder holds; nothing for a file.
    private static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !isIgnored(name) { names.append(name) }
        }
        return names
    }

    private static func isIgnored(_ name: String) -> Bool {
        if [".gitignore", ".swift-format", ".ci", ".github"].contains(name) { return false }
        return name.hasPrefix(".") || ["__pycache__", "Package.resolved", "corpus"].contains(name)
    }

    /// The content of a file; nil where it cannot be read or is no text.
    private static func text(of path: String) -> String? {
        guard let stream = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(stream) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = unsafe fread(&piece, 1, piece.count, stream), count > 0 {
            bytes += piece[..<count]
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
