internal import COpenSSL

/// Message authentication codes: only who has the key can make one (RFC 2104).
public enum HMAC {
    /// Makes the HMAC-SHA256 of a message.
    ///
    /// - Parameters:
    ///   - message: any bytes, none included.
    ///   - key: any bytes; 32 of them or more are a good key.
    /// - Returns: 32 bytes.
    public static func sha256(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: SHA256.byteCount)
        // The function of the same name in C hides behind this type.
        let made = unsafe COpenSSL.HMAC(
            EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil)
        precondition(unsafe made != nil, "OpenSSL has no HMAC-SHA256")
        return code
    }

    /// Makes the HMAC-SHA256 of a message, as text.
    ///
    /// - Parameters:
    ///   - message: any bytes, none included.
    ///   - key: any bytes; 32 of them or more are a good key.
    /// - Returns: 64 lower-case hexadecimal digits.
    public static func sha256Hexadecimal(of message: [UInt8], key: [UInt8]) -> String {
        hexadecimal(sha256(of: message, key: key))
    }
}
