import ArgumentParser
import CLI

/// Prints what a shell needs to complete our verbs and flags.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions of a shell.",
        discussion: """
            smartcollect completions bash > ~/.local/share/bash-completion/completions/smartcollect
            smartcollect completions zsh > ~/.zfunc/_smartcollect
            smartcollect completions fish > ~/.config/fish/completions/smartcollect.fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, Choice, ExpressibleByArgument {
        case bash, zsh, fish
    }

    func run() throws {
        let shell: CompletionShell =
            switch self.shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Terminal.say(SmartCollectCommand.completionScript(for: shell))
    }
}
