import Glibc
import Testing

/// A lock on a database file as another process would hold it.
///
/// Locks of SQLite's kind do not shut out the process that holds them. Those of an open file
/// description, which this one is, do: to SQLite they are a stranger's. The bytes are the ones
/// that SQLite's file format reserves for readers and writers.
final class FileLock {
    private let descriptor: Int32
    /// Linux's `F_OFD_SETLK`, an extension of GNU's that Swift does not import.
    private let setLockOfDescription: Int32 = 37

    init(_ path: String) throws {
        descriptor = unsafe open(path, O_RDWR)
        try #require(descriptor >= 0)
    }

    deinit {
        close(descriptor)
    }

    /// Tries to lock the file for writing; false where somebody else has it.
    func acquire() -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 0x4000_0002
        lock.l_len = 510
        return unsafe fcntl(descriptor, setLockOfDescription, &lock) == 0
    }
}
