import COpenSSL

/// Owns what the TLS sessions of one side have in common: a certificate, or whom to trust.
///
/// Safe although it holds C's pointer: OpenSSL counts the references to it.
@safe
final class TLSContext {
    let pointer: OpaquePointer

    private init(_ method: OpaquePointer?) throws(HTTPServerError) {
        guard let context = unsafe tls_new_context(method) else {
            throw .certificate(TLSContext.lastError())
        }
        unsafe pointer = context
    }

    /// A context that servers use.
    ///
    /// - Throws: ``HTTPServerError/certificate(_:)``.
    convenience init(server identity: TLSIdentity) throws(HTTPServerError) {
        try unsafe self.init(TLS_server_method())
        switch identity {
        case .files(let certificate, let key):
            try unsafe use(.chain, BIO_new_file(certificate, "r"), certificate)
            try unsafe use(.key, BIO_new_file(key, "r"), key)
        case .pem(let certificate, let key):
            try unsafe use(.chain, Self.memory(certificate), "the certificate")
            try unsafe use(.key, Self.memory(key), "the key")
        }
        guard unsafe SSL_CTX_check_private_key(pointer) == 1 else {
            throw .certificate("the key is not the certificate's")
        }
    }

    /// A context that clients use, trusting the system's authorities and those of a file.
    ///
    /// - Throws: ``HTTPServerError/certificate(_:)``, when the file cannot be read.
    convenience init(
        verifying: Bool, authoritiesFile: String?
    ) throws(HTTPServerError) {
        try unsafe self.init(TLS_client_method())
        unsafe SSL_CTX_set_verify(pointer, verifying ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
        guard verifying else { return }
        unsafe SSL_CTX_set_default_verify_paths(pointer)
        if let file = authoritiesFile, unsafe SSL_CTX_load_verify_file(pointer, file) != 1 {
            throw .certificate("\(file): \(TLSContext.lastError())")
        }
    }

    /// What OpenSSL says of what went wrong last, and nothing of what went wrong before.
    static func lastError() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard let reason = unsafe ERR_reason_error_string(code) else { return "unknown reason" }
        return unsafe String(cString: reason)
    }

    private enum Part {
        case chain, key
    }

    private func use(
        _ part: Part, _ pem: OpaquePointer?, _ name: String
    ) throws(HTTPServerError) {
        guard let pem = unsafe pem else { throw .certificate("\(name): \(Self.lastError())") }
        defer { unsafe BIO_free_all(pem) }
        let done =
            switch part {
            case .chain: unsafe tls_use_chain(pointer, pem)
            case .key: unsafe tls_use_key(pointer, pem)
            }
        guard done == 1 else { throw .certificate("\(name): \(Self.lastError())") }
    }

    private static func memory(_ text: String) -> OpaquePointer? {
        let pem = unsafe BIO_new(BIO_s_mem())
        unsafe BIO_puts(pem, text)
        return unsafe pem
    }

    deinit {
        unsafe SSL_CTX_free(pointer)
    }
}
