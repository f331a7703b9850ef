// OpenSSL: HMAC, digests, TLS.
#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// The digest by the algorithm's own functions: what EVP looks up and sets up first costs a start
// more than all of its digests. They are deprecated for what they cannot be given: providers and
// engines.
static inline void sha256_digest(
    const unsigned char *message, size_t count, unsigned char *digest) {
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, message, count);
    SHA256_Final(digest, &context);
#pragma clang diagnostic pop
}

// Function-like macros and casts of callbacks are not imported into Swift.

// A context for one side: TLS 1.2 or later, no renegotiation, partial writes from moving buffers.
static inline SSL_CTX *tls_new_context(const SSL_METHOD *method) {
    SSL_CTX *context = SSL_CTX_new(method);
    if (context == NULL) return NULL;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                  | SSL_MODE_RELEASE_BUFFERS);
    return context;
}

// Never asks at a terminal for the password of a key.
static inline int tls_no_password(char *buffer, int size, int writing, void *context) {
    (void)buffer, (void)size, (void)writing, (void)context;
    return 0;
}

// Uses the first certificate for the context and the others as its chain; 1 when it could.
static inline int tls_use_chain(SSL_CTX *context, BIO *pem) {
    X509 *certificate = PEM_read_bio_X509(pem, NULL, tls_no_password, NULL);
    if (certificate == NULL) return 0;
    int done = SSL_CTX_use_certificate(context, certificate);
    X509_free(certificate);
    while (done == 1 && (certificate = PEM_read_bio_X509(pem, NULL, tls_no_password, NULL))) {
        done = (int)SSL_CTX_add0_chain_cert(context, certificate);
        if (done != 1) X509_free(certificate);
    }
    return done;
}

// Uses the private key for the context; 1 when it could.
static inline int tls_use_key(SSL_CTX *context, BIO *pem) {
    EVP_PKEY *key = PEM_read_bio_PrivateKey(pem, NULL, tls_no_password, NULL);
    if (key == NULL) return 0;
    int done = SSL_CTX_use_PrivateKey(context, key);
    EVP_PKEY_free(key);
    return done;
}

// Names the host that is asked for, before the handshake.
static inline int tls_ask_for(SSL *session, const char *host) {
    return (int)SSL_set_tlsext_host_name(session, host);
}

// A fresh key on the curve P-256.
static inline EVP_PKEY *tls_new_key(void) {
    return EVP_EC_gen("P-256");
}

// Adds an extension, given as in a configuration file of OpenSSL; 1 when it could.
static inline int tls_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    int done = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return done;
}
