import ArgumentParser
import CLI
import HTTP
import Wire

/// Opens a virtual account for every row of a file.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Open a virtual account for every row of a CSV file.",
        discussion: """
            smartcollect import accounts.csv > opened.csv

            Prints the file again with what became of each row behind it, on standard output. \
            Ends with 0 when every row has its account, with 2 when some have none; the column \
            error says why. With 1 when the file could not be taken at all.
            """)

    @Argument(help: "The file; its first line names the columns.")
    var file: String
    @OptionGroup var remote: Remote

    /// A file of many rows may take a while.
    private static let milliseconds: Int64 = 120_000

    func run() throws {
        let content = try content()
        let client = try Client(remote, timeoutMilliseconds: ImportCommand.milliseconds)
        let headers = [(name: "Content-Type", value: BatchFile.mediaType)]
        let answer = try client.bytes(
            of: client.send(.post, "/_sandbox/batches", headers: headers, body: content))
        Terminal.pass(String(decoding: answer, as: UTF8.self))
        let errors = try CSV.read(answer).dropFirst().map { $0.fields.last ?? "" }
        let failures = errors.count { !$0.isEmpty }
        Terminal.log("\(errors.count - failures) of \(errors.count) rows have an account now")
        guard failures == 0 else { throw ExitCode(2) }
    }

    private func content() throws -> [UInt8] {
        do {
            return try File.bytes(of: file)
        } catch {
            Terminal.fail("the file cannot be read: \(error)")
            throw ExitCode.failure
        }
    }
}
