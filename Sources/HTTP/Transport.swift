import CLibevent
import Glibc

/// A connected, non-blocking socket that bytes go through, in clear or through TLS.
///
/// Closed once: by ``close()``, or when nothing holds it any longer.
final class Transport {
    /// The socket, for waiting on it.
    let descriptor: Int32
    let session: TLSSession?
    private var isOpen = true

    /// What came of trying to move bytes.
    enum Outcome {
        /// So many were moved.
        case moved(Int)
        /// None now; try again when the socket is readable or writable.
        case blocked, blockedOnWriting
        /// The peer sends no more.
        case ended
        /// The connection is broken.
        case failed
    }

    init(descriptor: Int32, session: TLSSession? = nil) {
        self.descriptor = descriptor
        self.session = session
    }

    /// Whether bytes wait that the kernel no longer tells about.
    var holdsBytes: Bool {
        session?.holdsBytes ?? false
    }

    func receive(into buffer: ReceiveBuffer) -> Outcome {
        if let session { return unsafe session.receive(into: buffer.memory) }
        let count = unsafe recv(descriptor, buffer.memory.baseAddress, buffer.memory.count, 0)
        return count == 0 ? .ended : outcome(of: count, blocked: .blocked)
    }

    /// Sends as much of that part of the buffer as goes.
    func send(_ buffer: OutputBuffer, _ range: Range<Int>) -> Outcome {
        unsafe buffer.withBytes { unsafe send(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Sends as much as goes of what stands behind the first bytes.
    func send(_ bytes: [UInt8], from start: Int) -> Outcome {
        unsafe bytes.withUnsafeBytes { unsafe send(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }

    private func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        if let session { return unsafe session.send(bytes) }
        let count = unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, 0)
        return outcome(of: count, blocked: .blockedOnWriting)
    }

    /// Tells the peer that nothing more comes; it may still send.
    func finishSending() {
        session?.finishSending()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes closing send a reset instead of a polite end.
    func prepareReset() {
        var nowhere = sockaddr()  // AF_UNSPEC: dissolves the association, which TCP tells by RST.
        unsafe connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        session?.finishSending()
        Glibc.close(descriptor)
    }

    private func outcome(of count: Int, blocked: Outcome) -> Outcome {
        if count >= 0 { return .moved(count) }
        switch errno {
        case EAGAIN, EINTR: return blocked
        default: return .failed
        }
    }

    deinit {
        close()
    }
}
