extension Rule {
    /// What each target may import, as the architecture has it.
    private static let importable: [String: Set<String>] = [
        "HTTP": ["CLibevent", "COpenSSL", "Glibc"],
        "SQLite": ["CSQLite", "Glibc"],
        "Crypto": ["COpenSSL", "Glibc"],
        "SmartCollect": [],
        "Wire": ["SmartCollect"],
        "Storage": ["SQLite", "SmartCollect", "Wire"],
        "Description": ["SmartCollect", "Wire"],
        "Simulator": ["SmartCollect", "Storage", "Wire"],
        "Documents": ["CYAML", "Simulator", "SmartCollect", "Storage", "Wire"],
        "Webhooks": ["Crypto", "HTTP", "SmartCollect", "Storage", "Wire"],
        "API": [
            "Crypto", "Description", "HTTP", "Simulator", "SmartCollect", "Storage", "Wire",
        ],
        "CLI": ["Documents", "Wire", "ArgumentParser", "Glibc"],
        "Verbs": [
            "CLI", "Crypto", "Documents", "HTTP", "SmartCollect", "Wire", "ArgumentParser", "Glibc",
        ],
        "Program": [
            "API", "CLI", "Crypto", "Documents", "HTTP", "SQLite", "Simulator", "SmartCollect",
            "Storage", "Verbs", "Webhooks", "Wire", "ArgumentParser", "Logging", "Glibc",
        ],
    ]

    static let imports = Rule("a target imports what the architecture allows it") { file in
        guard let target = file.target else { return [] }
        guard let allowed = importable[target] else { return [1] }
        return file.imports.filter { !allowed.contains($0.module) }.map(\.line)
    }

    static let foundation = Rule("Foundation is imported nowhere in the product") { file in
        guard file.target != nil else { return [] }
        return file.imports.filter { $0.module.hasPrefix("Foundation") }.map(\.line)
    }

    static let unsafe = Rule.eachLine("unsafe code and C stay in their rooms") { file, index in
        guard let target = file.target, !["HTTP", "SQLite", "Crypto"].contains(target),
            file.path != "Sources/Documents/YAML.swift",
            file.path != "Sources/CLI/Process.swift",
            file.path != "Sources/Wire/ByteBuffer.swift", index < file.words.count
        else { return false }
        let words = file.words[index]
        let importsC = words.contains("import") && words.contains(where: isC)
        return importsC || words.contains(where: isUnsafe)
    }

    private static func isUnsafe(_ word: String) -> Bool {
        ["unsafe", "@unsafe", "@safe", "Unmanaged", "OpaquePointer", "@convention"].contains(word)
            || word.hasPrefix("Unsafe")
    }

    /// Whether a module is one of the C libraries: `CSQLite`, `COpenSSL`.
    private static func isC(_ module: String) -> Bool {
        module.hasPrefix("C") && module.dropFirst().first?.isUppercase == true && module != "CLI"
    }

    /// A release counts references as one thread alone may.
    static let threads = Rule.eachLine("one thread does everything") { file, index in
        guard file.target != nil, index < file.words.count else { return false }
        return file.words[index].contains {
            ["async", "await", "actor", "Task", "Thread", "DispatchQueue"].contains($0)
                || $0.hasPrefix("pthread_")
        }
    }

    static let prints = Rule.eachLine("only the command line prints") { file, index in
        guard let target = file.target, target != "CLI", index < file.words.count
        else { return false }
        return file.words[index].contains { ["print", "debugPrint", "dump"].contains($0) }
    }
}
