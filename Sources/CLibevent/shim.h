// libevent's core: loop, events, listeners, name look-ups. Its HTTP server is not used.
#pragma once
// First of all, or libevent's own _GNU_SOURCE gives fd_set a second definition.
#include <sys/select.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/dns.h>
#include <event2/util.h>

// Addresses are unions by hand in C, which Swift could read only by binding memory again and again.

// The numeric address of a bound socket as text, and its port.
static inline uint16_t socket_local_address(int descriptor, char *text, size_t size) {
    struct sockaddr_storage name = {0};
    socklen_t length = sizeof name;
    if (getsockname(descriptor, (struct sockaddr *)&name, &length) != 0) return 0;
    if (name.ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)&name;
        inet_ntop(AF_INET, &v4->sin_addr, text, (socklen_t)size);
        return ntohs(v4->sin_port);
    }
    if (name.ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&name;
        inet_ntop(AF_INET6, &v6->sin6_addr, text, (socklen_t)size);
        return ntohs(v6->sin6_port);
    }
    return 0;
}

// Binds or connects to the file of a unix socket; -1 and errno when it cannot.
static inline int socket_name_unix(const char *path, struct sockaddr_un *name) {
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof name->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(name->sun_path, path);
    return 0;
}

static inline int socket_bind_unix(int descriptor, const char *path) {
    struct sockaddr_un name;
    if (socket_name_unix(path, &name) != 0) return -1;
    return bind(descriptor, (struct sockaddr *)&name, sizeof name);
}

static inline int socket_connect_unix(int descriptor, const char *path) {
    struct sockaddr_un name;
    if (socket_name_unix(path, &name) != 0) return -1;
    return connect(descriptor, (struct sockaddr *)&name, sizeof name);
}

// The four or sixteen bytes of an address; 0 for any other kind.
static inline int socket_address_bytes(const struct sockaddr *name, uint8_t *bytes) {
    if (name->sa_family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)name)->sin_addr, 4);
        return 4;
    }
    if (name->sa_family == AF_INET6) {
        memcpy(bytes, &((const struct sockaddr_in6 *)name)->sin6_addr, 16);
        return 16;
    }
    return 0;
}

// Begins to connect to the address of these four or sixteen bytes.
static inline int socket_connect_tcp(
    int descriptor, const uint8_t *bytes, int count, uint16_t port) {
    if (count == 4) {
        struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port)};
        memcpy(&name.sin_addr, bytes, 4);
        return connect(descriptor, (struct sockaddr *)&name, sizeof name);
    }
    struct sockaddr_in6 name = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    memcpy(&name.sin6_addr, bytes, 16);
    return connect(descriptor, (struct sockaddr *)&name, sizeof name);
}
