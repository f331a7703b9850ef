// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, no unmarked unsafe code, no warning.
///
/// Tests check, as they run, that nothing is changed while it is being read; a release, which runs
/// the same code, need not check it again and again. One thread does everything, so a release need
/// not count references as if there were others.
let strict: [SwiftSetting] = [
    .unsafeFlags(
        ["-enforce-exclusivity=unchecked", "-Xfrontend", "-assume-single-threaded"],
        .when(configuration: .release)),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The same for what no request waits for: a description that is asked for once, a verb that runs
/// and ends. Not optimized, a release of it is built in a quarter of the time.
let brief = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// How the release is linked, so that little stands between its start and its readiness: what the
/// loader has to correct is listed in bits and not in records, no symbol is offered to anybody, and
/// Debian's libraries are built in; the C library alone is loaded.
let lean: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "--no-export-dynamic", "-L\(Context.packageDirectory)/Sources/Linking",
            "-Xclang-linker", "-static-libgcc",
        ], .when(configuration: .release))
]

let package = Package(
    name: "smart-collect-sandbox",
    products: [
        .executable(name: "smartcollect", targets: ["Program"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // C enters here only.
        .systemLibrary(name: "CLibevent", providers: [.apt(["libevent-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),

        // The three rooms around C.
        .target(name: "HTTP", dependencies: ["CLibevent", "COpenSSL"], swiftSettings: strict),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(name: "Crypto", dependencies: ["COpenSSL"], swiftSettings: strict),

        // What the sandbox is about, from the rules outwards.
        .target(name: "SmartCollect", swiftSettings: strict),
        .target(name: "Wire", dependencies: ["SmartCollect"], swiftSettings: strict),
        .target(
            name: "Description", dependencies: ["SmartCollect", "Wire"], swiftSettings: brief),
        .target(
            name: "Storage", dependencies: ["SQLite", "SmartCollect", "Wire"],
            swiftSettings: strict),
        .target(
            name: "Simulator", dependencies: ["SmartCollect", "Storage", "Wire"],
            swiftSettings: strict),
        .target(
            name: "Documents",
            dependencies: ["CYAML", "Simulator", "SmartCollect", "Storage", "Wire"],
            swiftSettings: strict),
        .target(
            name: "Webhooks",
            dependencies: ["Crypto", "HTTP", "SmartCollect", "Storage", "Wire"],
            swiftSettings: strict),
        .target(
            name: "API",
            dependencies: [
                "Crypto", "Description", "HTTP", "Simulator", "SmartCollect", "Storage", "Wire",
            ],
            swiftSettings: strict),

        // The command line: settings, and the only place that reads the process.
        .target(
            name: "CLI",
            dependencies: [
                "Documents", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "Verbs",
            dependencies: [
                "CLI", "Crypto", "Documents", "HTTP", "SmartCollect", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: brief),

        // Everything wired together. Not named after the product: on a file system that ignores
        // case its build folder would be the one of `SmartCollect`.
        .executableTarget(
            name: "Program",
            dependencies: [
                "API", "CLI", "Crypto", "Documents", "HTTP", "SQLite", "Simulator", "SmartCollect",
                "Storage", "Verbs", "Webhooks", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict, linkerSettings: lean),

        // Where tests put their files.
        .target(
            name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: strict),

        // `make simulate`.
        .executableTarget(
            name: "simulation",
            dependencies: ["SQLite", "Simulator", "SmartCollect", "Storage", "Wire"],
            path: "Tests/simulation", swiftSettings: strict),

        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(
            name: "SQLiteTests", dependencies: ["SQLite", "TemporaryFolders"],
            swiftSettings: strict),
        .testTarget(name: "CryptoTests", dependencies: ["Crypto"], swiftSettings: strict),
        .testTarget(
            name: "SmartCollectTests", dependencies: ["SmartCollect"], swiftSettings: strict),
        .testTarget(
            name: "WireTests", dependencies: ["SmartCollect", "Wire"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: ["SmartCollect", "SQLite", "Storage", "TemporaryFolders", "Wire"],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests",
            dependencies: ["Documents", "SQLite", "Simulator", "SmartCollect", "Storage", "Wire"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulatorTests",
            dependencies: ["SQLite", "Simulator", "SmartCollect", "Storage", "Wire"],
            swiftSettings: strict),
        .testTarget(
            name: "APITests", dependencies: ["API", "Crypto", "Wire"], swiftSettings: strict),
        .testTarget(
            name: "WebhooksTests",
            dependencies: ["HTTP", "SQLite", "SmartCollect", "Storage", "Webhooks", "Wire"],
            swiftSettings: strict),
        .testTarget(
            name: "VerbsTests", dependencies: ["Documents", "Verbs"], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)
