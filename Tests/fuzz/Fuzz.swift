import Glibc

/// Which reader is fuzzed, as the environment says: `READER=requests`.
private let reader = unsafe getenv("READER").map { unsafe String(cString: $0) } ?? "requests"

/// What libFuzzer calls with one input after the other. A reader that breaks its word traps.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    switch reader {
    case "requests": checkRequests(bytes)
    case "answers": checkAnswers(bytes)
    case "json": checkJSON(bytes)
    case "forms": checkForm(bytes)
    case "tables": checkTable(bytes)
    case "credentials": checkCredentials(bytes)
    default: fatalError("there is no reader \(reader)")
    }
    return 0
}
