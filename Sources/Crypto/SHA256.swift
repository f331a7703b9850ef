internal import COpenSSL

/// The hash function SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The length of a digest in bytes.
    public static let byteCount = 32

    /// The digest of a message: 32 bytes.
    public static func digest(of message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        unsafe sha256_digest(message, message.count, &digest)
        return digest
    }

    /// The digest of a message: 64 lower-case hexadecimal digits.
    public static func hexadecimalDigest(of message: [UInt8]) -> String {
        hexadecimal(digest(of: message))
    }
}
