// libevent's core: loop, events, listeners, name look-ups. Its HTTP server is not used.
#pragma once
// First of all, or libevent's own _GNU_SOURCE gives fd_set a second definition.
#include <sys/select.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/dns.h>
#include <event2/util.h>
