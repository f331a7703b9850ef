/// The local certificate authority of `--tls auto`: made once and kept, so that it needs to be
/// trusted only once. The server's own certificate is made anew at every start and never stored.
public struct Authority {
    /// The file of what clients are to trust.
    public let certificatePath: String
    /// The file of what it signs with.
    public let keyPath: String

    /// The one beside a database, or the user's own.
    public init(for database: String?) {
        let folder = database.map(File.folder(of:)) ?? Authority.stateFolder
        certificatePath = folder + "/smartcollect-authority.pem"
        keyPath = folder + "/smartcollect-authority-key.pem"
    }

    private static var stateFolder: String {
        let home = Environment["XDG_STATE_HOME"] ?? (Environment["HOME"] ?? "") + "/.local/state"
        return home + "/smartcollect"
    }
}
