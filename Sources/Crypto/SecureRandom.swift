/// Bytes that nobody can guess, for secrets. What must repeat with a seed does not come from here.
public enum SecureRandom {
    /// As many fresh random bytes as asked for, from the kernel: OpenSSL's own source takes longer
    /// to get ready than a sandbox has until it serves.
    public static func bytes(_ count: Int) -> [UInt8] {
        var source = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
            var word: UInt64 = source.next()
            for _ in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }
}
