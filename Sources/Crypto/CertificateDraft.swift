internal import COpenSSL

/// A certificate while it is made.
///
/// Safe although it holds C's pointers: it alone frees them, at its end.
@safe
final class CertificateDraft {
    private let certificate: OpaquePointer
    private let key: OpaquePointer

    /// A fresh key, and a certificate for it that is valid from an hour ago on.
    init(name: String, days: Int) throws(CertificateError) {
        guard let certificate = unsafe X509_new() else { throw CertificateDraft.lastError() }
        guard let key = unsafe tls_new_key() else {
            unsafe X509_free(certificate)
            throw CertificateDraft.lastError()
        }
        unsafe (self.certificate, self.key) = (certificate, key)
        let subject = unsafe X509_get_subject_name(certificate)
        let isDone =
            unsafe X509_set_version(certificate, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), Self.serial()) == 1
            && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400) != nil
            && X509_set_pubkey(certificate, key) == 1
            && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1
        guard isDone else { throw CertificateDraft.lastError() }
    }

    /// A certificate that was made before, to sign others with.
    init(kept: Certificate) throws(CertificateError) {
        let (text, secret) = unsafe (Self.memory(kept.certificate), Self.memory(kept.key))
        defer {
            unsafe BIO_free_all(text)
            unsafe BIO_free_all(secret)
        }
        guard let certificate = unsafe PEM_read_bio_X509(text, nil, tls_no_password, nil) else {
            throw CertificateDraft.lastError()
        }
        guard let key = unsafe PEM_read_bio_PrivateKey(secret, nil, tls_no_password, nil) else {
            unsafe X509_free(certificate)
            throw CertificateDraft.lastError()
        }
        unsafe (self.certificate, self.key) = (certificate, key)
        guard unsafe X509_check_private_key(certificate, key) == 1 else {
            throw CertificateDraft.lastError()
        }
    }

    /// Adds an extension, in OpenSSL's words for it.
    func extend(
        _ extension: Int32, _ value: String, of issuer: CertificateDraft? = nil
    ) throws(CertificateError) {
        let issuer = unsafe issuer?.certificate ?? certificate
        guard unsafe tls_add_extension(certificate, issuer, `extension`, value) == 1 else {
            throw CertificateDraft.lastError()
        }
    }

    /// Signs it, with its own key where there is no issuer.
    func signed(by issuer: CertificateDraft?) throws(CertificateError) -> Certificate {
        let issuer = issuer ?? self
        let name = unsafe X509_get_subject_name(issuer.certificate)
        let (text, secret) = unsafe (BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        defer {
            unsafe BIO_free_all(text)
            unsafe BIO_free_all(secret)
        }
        let isDone =
            unsafe X509_set_issuer_name(certificate, name) == 1
            && X509_sign(certificate, issuer.key, EVP_sha256()) > 0
            && PEM_write_bio_X509(text, certificate) == 1
            && PEM_write_bio_PKCS8PrivateKey(secret, key, nil, nil, 0, nil, nil) == 1
        guard isDone else { throw CertificateDraft.lastError() }
        return unsafe Certificate(certificate: Self.text(of: text), key: Self.text(of: secret))
    }

    private static func serial() -> UInt64 {
        SecureRandom.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } >> 1
    }

    private static func memory(_ text: String) -> OpaquePointer? {
        let memory = unsafe BIO_new(BIO_s_mem())
        unsafe BIO_puts(memory, text)
        return unsafe memory
    }

    private static func text(of memory: OpaquePointer?) -> String {
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(memory))
        let count = unsafe BIO_read(memory, &bytes, Int32(bytes.count))
        return String(decoding: bytes.prefix(Int(max(0, count))), as: UTF8.self)
    }

    private static func lastError() -> CertificateError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard let reason = unsafe ERR_reason_error_string(code) else {
            return CertificateError(reason: "unknown reason")
        }
        return unsafe CertificateError(reason: String(cString: reason))
    }

    deinit {
        unsafe X509_free(certificate)
        unsafe EVP_PKEY_free(key)
    }
}
