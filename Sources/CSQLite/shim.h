// SQLite's C interface, and what Swift cannot call of it.
#pragma once
#include <sqlite3.h>

// `sqlite3_config` takes variable arguments, which Swift does not import. Must come before
// anything else is asked of SQLite in this process.
//
// A connection stays on one thread, so no mutex is needed around it. Counting every allocation is
// for `sqlite3_memory_used`, which nobody asks.
static inline int csqlite_configure(sqlite3_int64 memory_bytes_max) {
    int code = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MEMDB_MAXSIZE, memory_bytes_max);
    if (code == SQLITE_OK) code = sqlite3_initialize();
    return code;
}

// The destructors `SQLITE_STATIC` and `SQLITE_TRANSIENT` are casts, which Swift does not import:
// `stays` says that the bytes outlive the use of the statement and need not be copied.
static inline int csqlite_bind_text(
    sqlite3_stmt *statement, int index, const void *text, sqlite3_uint64 bytes, _Bool stays) {
    return sqlite3_bind_text64(
        statement, index, (const char *)text, bytes, stays ? SQLITE_STATIC : SQLITE_TRANSIENT,
        SQLITE_UTF8);
}

static inline int csqlite_bind_blob(
    sqlite3_stmt *statement, int index, const void *blob, sqlite3_uint64 bytes, _Bool stays) {
    return sqlite3_bind_blob64(
        statement, index, blob, bytes, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
}
