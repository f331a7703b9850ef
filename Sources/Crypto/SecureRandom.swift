internal import COpenSSL

/// Bytes that nobody can guess, for secrets. What must repeat with a seed does not come from here.
public enum SecureRandom {
    /// As many fresh random bytes as asked for.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let made = unsafe RAND_bytes(&bytes, Int32(count))
        // A secret that can be guessed is worse than no program.
        precondition(made == 1, "the system gives no randomness")
        return bytes
    }
}
