import ArgumentParser
import CLI
import Crypto
import HTTP

extension Authority {
    private static let names = ["localhost", "127.0.0.1", "::1", "api.razorpay.com"]

    /// What the server proves itself with.
    ///
    /// - Throws: `ExitCode` 1 after saying why there is nothing.
    static func identity(_ choice: TLSChoice, _ flags: ServeOptions) throws -> TLSIdentity {
        switch choice {
        case .files(let certificate, let key): return .files(certificate: certificate, key: key)
        case .auto:
            let authority = Authority(for: flags.database)
            do {
                let own = try authority.certificate().issue(to: names + flags.allowHost)
                return .pem(certificate: own.certificate, key: own.key)
            } catch let error as CertificateError {
                Terminal.fail(
                    "the server's certificate cannot be made: \(error.reason)",
                    hint: "remove \(authority.certificatePath) if it is damaged")
                throw ExitCode.failure
            }
        }
    }

    /// The authority's certificate: the one that was kept, or a new one.
    private func certificate() throws -> Certificate {
        if case .bytes(let certificate) = File.read(certificatePath),
            case .bytes(let key) = File.read(keyPath)
        {
            return Certificate(
                certificate: String(decoding: certificate, as: UTF8.self),
                key: String(decoding: key, as: UTF8.self))
        }
        let made = try Certificate.authority(named: "Smart Collect Sandbox, this machine only")
        File.makeFolder(File.folder(of: keyPath))
        try keep(made.key, at: keyPath, isPrivate: true)
        try keep(made.certificate, at: certificatePath, isPrivate: false)
        return made
    }

    private func keep(_ text: String, at path: String, isPrivate: Bool) throws {
        guard let reason = File.write(text, to: path, isPrivate: isPrivate) else { return }
        Terminal.fail(
            "\(path) cannot be written: \(reason)",
            hint: "set XDG_STATE_HOME to a folder that can be, or give --tls CERT,KEY")
        throw ExitCode.failure
    }
}
