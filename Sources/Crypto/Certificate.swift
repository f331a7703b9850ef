internal import COpenSSL

/// A certificate with its private key, both in PEM.
public struct Certificate: Equatable, Sendable {
    /// The certificate.
    public let certificate: String
    /// Its private key, which nobody else may read.
    public let key: String

    /// A certificate that has been kept.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Makes an authority of its own for ten years, which may sign servers' certificates only.
    ///
    /// - Parameter name: what it is called where certificates are shown; at most 64 bytes.
    /// - Returns: the authority.
    /// - Throws: ``CertificateError``.
    public static func authority(named name: String) throws(CertificateError) -> Certificate {
        let draft = try CertificateDraft(name: name, days: 3650)
        try draft.extend(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        try draft.extend(NID_key_usage, "critical,keyCertSign,cRLSign")
        try draft.extend(NID_subject_key_identifier, "hash")
        return try draft.signed(by: nil)
    }

    /// Makes a server's certificate for a year, signed by this authority.
    ///
    /// - Parameter names: the names and addresses of the server, the first of which it is called.
    /// - Returns: the server's certificate.
    /// - Throws: ``CertificateError``, above all when this is no certificate or not its key.
    public func issue(to names: [String]) throws(CertificateError) -> Certificate {
        let issuer = try CertificateDraft(kept: self)
        let draft = try CertificateDraft(name: names.first ?? "", days: 365)
        let kinds = names.map { Certificate.isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }
        try draft.extend(NID_basic_constraints, "critical,CA:FALSE")
        try draft.extend(NID_key_usage, "critical,digitalSignature")
        try draft.extend(NID_ext_key_usage, "serverAuth")
        try draft.extend(NID_subject_alt_name, kinds.joined(separator: ","))
        try draft.extend(NID_authority_key_identifier, "keyid", of: issuer)
        return try draft.signed(by: issuer)
    }

    /// Names of servers have no colon, and their last label is no number.
    private static func isAddress(_ name: String) -> Bool {
        name.contains(":") || name.utf8.allSatisfy { $0 == 0x2E || 0x30...0x39 ~= $0 }
    }
}

/// Why a certificate cannot be made.
public struct CertificateError: Error, Equatable, Sendable {
    /// What OpenSSL says of it.
    public let reason: String
}
