import ArgumentParser
import CLI
import Glibc
import HTTP

/// Waits until a sandbox is ready; a container's health check too.
struct Wait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until the sandbox is ready; exit 2 when it does not become so.")

    @Option(help: "How long to wait. (default: 30s)")
    var timeout: Duration?
    @OptionGroup var remote: Remote

    private static let pauseMicroseconds: UInt32 = 50_000

    func run() throws {
        let seconds = try option(timeout, "timeout")?.seconds ?? 30
        let deadline = systemNanoseconds() + seconds * 1_000_000_000
        let client = try Client(remote, timeoutMilliseconds: 1000)
        repeat {
            if case .response(let response) = try client.send(.get, "/readyz"),
                response.status == 200
            {
                return
            }
            usleep(Wait.pauseMicroseconds)
        } while systemNanoseconds() < deadline
        Terminal.fail("no sandbox became ready within \(seconds) seconds")
        throw ExitCode(2)
    }
}
