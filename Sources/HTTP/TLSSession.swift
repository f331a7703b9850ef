import COpenSSL

/// Owns one TLS session on a connected socket.
///
/// Safe although it holds C's pointer, which nothing outside this type sees.
@safe
final class TLSSession {
    private let pointer: OpaquePointer
    /// After an error of its own, OpenSSL must not be asked to say goodbye.
    private var isBroken = false

    /// The server's side; the handshake happens with the first reading.
    init?(accepting descriptor: Int32, _ context: TLSContext) {
        guard let session = unsafe SSL_new(context.pointer) else { return nil }
        unsafe pointer = session
        unsafe SSL_set_fd(session, descriptor)
        unsafe SSL_set_accept_state(session)
    }

    /// The client's side, which asks for a host and, where the context verifies, insists on it.
    init?(connecting descriptor: Int32, to url: HTTPURL, _ context: TLSContext) {
        guard let session = unsafe SSL_new(context.pointer) else { return nil }
        unsafe pointer = session
        unsafe SSL_set_fd(session, descriptor)
        unsafe SSL_set_connect_state(session)
        if url.hasAddress {
            unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), url.host)
        } else {
            unsafe tls_ask_for(session, url.host)
            unsafe SSL_set1_host(session, url.host)
        }
    }

    /// Goes on with the handshake; `moved` when it is done.
    func shakeHands() -> Transport.Outcome {
        ERR_clear_error()
        return outcome(of: unsafe SSL_do_handshake(pointer))
    }

    func receive(into memory: UnsafeMutableRawBufferPointer) -> Transport.Outcome {
        ERR_clear_error()
        let count = unsafe SSL_read(pointer, memory.baseAddress, Int32(clamping: memory.count))
        return outcome(of: count)
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Transport.Outcome {
        ERR_clear_error()
        let count = unsafe SSL_write(pointer, bytes.baseAddress, Int32(clamping: bytes.count))
        return outcome(of: count)
    }

    /// Whether bytes wait here that the kernel no longer tells about.
    var holdsBytes: Bool {
        unsafe SSL_has_pending(pointer) == 1
    }

    /// Tells the peer that nothing more comes.
    func finishSending() {
        guard !isBroken, unsafe SSL_is_init_finished(pointer) == 1 else { return }
        ERR_clear_error()
        unsafe SSL_shutdown(pointer)
    }

    /// Why the last call failed, in OpenSSL's words; verification's, if it was that.
    var failure: String {
        let result = unsafe SSL_get_verify_result(pointer)
        guard result != X509_V_OK else { return TLSContext.lastError() }
        return unsafe String(cString: X509_verify_cert_error_string(result))
    }

    private func outcome(of count: Int32) -> Transport.Outcome {
        if count > 0 { return .moved(Int(count)) }
        switch unsafe SSL_get_error(pointer, count) {
        case SSL_ERROR_WANT_READ: return .blocked
        case SSL_ERROR_WANT_WRITE: return .blockedOnWriting
        case SSL_ERROR_ZERO_RETURN: return .ended
        default:
            isBroken = true
            return .failed
        }
    }

    deinit {
        unsafe SSL_free(pointer)
    }
}
