// SQLite's C interface, and what Swift cannot call of it.
#pragma once
#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>

// A statement that runs takes some tens of small pieces of memory, and gives them back at its end:
// often more of a size than the C library keeps at hand. Here each thread has a shelf for every size
// up to a kilobyte. The sizes are 8 bytes, 24, 40 and so on, as the C library cuts them.
enum { csqlite_sizes = 65, csqlite_pieces_max = 256 };

struct csqlite_shelf {
    void *top;
    int count;
};

static inline struct csqlite_shelf *csqlite_shelf(size_t size) {
    static _Thread_local struct csqlite_shelf shelves[csqlite_sizes];
    return &shelves[size];
}

static inline void *csqlite_malloc(int bytes) {
    size_t size = ((size_t)bytes + 7) / 16;
    if (size >= csqlite_sizes) return malloc((size_t)bytes);
    struct csqlite_shelf *shelf = csqlite_shelf(size);
    void *piece = shelf->top;
    if (!piece) return malloc(size * 16 + 8);
    shelf->top = *(void **)piece;
    shelf->count--;
    return piece;
}

static inline void csqlite_free(void *memory) {
    size_t size = (malloc_usable_size(memory) - 8) / 16;
    struct csqlite_shelf *shelf = size < csqlite_sizes ? csqlite_shelf(size) : NULL;
    if (!shelf || shelf->count == csqlite_pieces_max) {
        free(memory);
        return;
    }
    *(void **)memory = shelf->top;
    shelf->top = memory;
    shelf->count++;
}

static inline void *csqlite_realloc(void *memory, int bytes) {
    return realloc(memory, (size_t)bytes);
}

static inline int csqlite_size(void *memory) { return (int)malloc_usable_size(memory); }

static inline int csqlite_roundup(int bytes) { return (bytes + 7) & ~7; }

static inline int csqlite_begin(void *unused) {
    (void)unused;
    return SQLITE_OK;
}

static inline void csqlite_end(void *unused) { (void)unused; }

// `sqlite3_config` takes variable arguments, which Swift does not import. Must come before
// anything else is asked of SQLite in this process.
//
// A connection stays on one thread, so no mutex is needed around it. Counting every allocation is
// for `sqlite3_memory_used`, which nobody asks. Without shelves memory comes from the C library and
// goes back to it, so that a sanitizer sees what is used too late.
static inline int csqlite_configure(sqlite3_pcache_methods2 *pages, _Bool shelves) {
    sqlite3_mem_methods memory = {
        csqlite_malloc, csqlite_free, csqlite_realloc, csqlite_size,
        csqlite_roundup, csqlite_begin, csqlite_end, NULL};
    int code = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    if (code == SQLITE_OK && shelves) code = sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_PCACHE2, pages);
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
