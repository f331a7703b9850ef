// What a plain C program of the same kind does: libevent's own HTTP on one thread, SQLite in memory,
// one commit an insert, random ids. It checks nothing and knows no credentials.
//
//     yardstick serve [FILE]             create, fetch and list on a free port
//     yardstick receive                  takes whatever is posted; GET says how much that was
//     yardstick deliver PORT BYTES COUNT posts so many bodies one after the other, and says how
//                                        many microseconds that took
//     yardstick start PORT REQUEST COMMAND...
//                                        starts a server, asks it, stops it; says after how many
//                                        microseconds it was ready and had answered, and how many
//                                        it took to stop. PORT is 0 where its ready line tells it
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct event_base *base;
static sqlite3 *database;
static sqlite3_stmt *insertion, *by_id, *newest;
static uint64_t state = 88172645463325252u;
static sqlite3_int64 sequence, received;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void check(int is_fine, const char *what) {
    if (is_fine) return;
    fprintf(stderr, "yardstick: %s\n", what);
    exit(1);
}

static uint64_t chance(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void draw(char *text, int length, int letters) {
    static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < length; i++) text[i] = all[chance() % letters];
    text[length] = 0;
}

// MARK: The table

static const char schema[] =
    "CREATE TABLE accounts (id TEXT PRIMARY KEY, merchant INTEGER, sequence INTEGER, name TEXT,"
    " description TEXT, amount_expected INTEGER, notes TEXT, amount_paid INTEGER, customer TEXT,"
    " bank_account TEXT, ifsc TEXT, bank_name TEXT, number TEXT, vpa TEXT, username TEXT,"
    " handle TEXT, close_by INTEGER, closed_at INTEGER, status TEXT, created_at INTEGER);"
    "CREATE UNIQUE INDEX by_number ON accounts (number);"
    "CREATE INDEX in_order ON accounts (merchant, sequence);"
    "CREATE INDEX by_customer ON accounts (customer);";

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK, sql);
    return statement;
}

static void open_table(const char *file) {
    check(sqlite3_open(file ? file : ":memory:", &database) == SQLITE_OK, "no database");
    if (file) sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", 0, 0, 0);
    check(sqlite3_exec(database, schema, NULL, NULL, NULL) == SQLITE_OK, "no table");
    insertion = prepare(
        "INSERT INTO accounts VALUES (?,1,?,?,?,NULL,?,0,NULL,?,?,NULL,?,NULL,NULL,NULL,NULL,NULL,"
        "'active',?)");
    by_id = prepare("SELECT * FROM accounts WHERE id = ?");
    newest = prepare("SELECT * FROM accounts WHERE merchant = 1 ORDER BY sequence DESC LIMIT ?");
}

// MARK: Answers

static const char *text(sqlite3_stmt *row, int column) {
    const unsigned char *value = sqlite3_column_text(row, column);
    return value ? (const char *)value : "";
}

static void write_account(struct evbuffer *out, sqlite3_stmt *row) {
    evbuffer_add_printf(
        out,
        "{\"id\":\"va_%s\",\"name\":\"%s\",\"entity\":\"virtual_account\",\"status\":\"%s\","
        "\"description\":\"%s\",\"amount_expected\":null,\"notes\":%s,\"amount_paid\":%lld,"
        "\"customer_id\":null,\"receivers\":[{\"id\":\"ba_%s\",\"entity\":\"bank_account\","
        "\"ifsc\":\"%s\",\"bank_name\":null,\"name\":\"%s\",\"notes\":[],"
        "\"account_number\":\"%s\"}],\"close_by\":null,\"closed_at\":null,\"created_at\":%lld}",
        text(row, 0), text(row, 3), text(row, 18), text(row, 4), text(row, 6),
        (long long)sqlite3_column_int64(row, 7), text(row, 9), text(row, 10), text(row, 3),
        text(row, 12), (long long)sqlite3_column_int64(row, 19));
}

static void reply(struct evhttp_request *request, int status, struct evbuffer *out) {
    evhttp_add_header(
        evhttp_request_get_output_headers(request), "Content-Type", "application/json");
    evhttp_send_reply(request, status, NULL, out);
    evbuffer_free(out);
}

static void fetch(struct evhttp_request *request, const char *id) {
    struct evbuffer *out = evbuffer_new();
    sqlite3_bind_text(by_id, 1, id, -1, SQLITE_STATIC);
    int is_there = sqlite3_step(by_id) == SQLITE_ROW;
    if (is_there) write_account(out, by_id);
    sqlite3_reset(by_id);
    reply(request, is_there ? 200 : 400, out);
}

static void list(struct evhttp_request *request) {
    struct evkeyvalq query;
    evhttp_parse_query_str(evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request)), &query);
    const char *count = evhttp_find_header(&query, "count");
    struct evbuffer *out = evbuffer_new();
    sqlite3_bind_int(newest, 1, count ? atoi(count) : 10);
    int items = 0;
    evbuffer_add_printf(out, "{\"entity\":\"collection\",\"items\":[");
    while (sqlite3_step(newest) == SQLITE_ROW) {
        if (items++) evbuffer_add(out, ",", 1);
        write_account(out, newest);
    }
    sqlite3_reset(newest);
    evbuffer_add_printf(out, "],\"count\":%d}", items);
    evhttp_clear_headers(&query);
    reply(request, 200, out);
}

// Copies what stands behind "NAME": up to a byte that ends it.
static void member(const char *body, const char *name, char end, char *value, size_t size) {
    const char *start = strstr(body, name);
    value[0] = 0;
    if (!start) return;
    start += strlen(name);
    const char *stop = strchr(start, end);
    if (!stop || (size_t)(stop - start) + 2 > size) return;
    size_t length = stop - start + (end == '}');
    memcpy(value, start, length);
    value[length] = 0;
}

static void create(struct evhttp_request *request) {
    struct evbuffer *in = evhttp_request_get_input_buffer(request);
    char body[4096], description[512], notes[1024], id[15], bank[15], number[17];
    size_t length = evbuffer_copyout(in, body, sizeof body - 1);
    body[length] = 0;
    member(body, "\"description\":\"", '"', description, sizeof description);
    member(body, "\"notes\":", '}', notes, sizeof notes);
    draw(id, 14, 62);
    draw(bank, 14, 62);
    draw(number, 16, 10);
    sqlite3_bind_text(insertion, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insertion, 2, ++sequence);
    sqlite3_bind_text(insertion, 3, "Acme Corp", -1, SQLITE_STATIC);
    sqlite3_bind_text(insertion, 4, description, -1, SQLITE_STATIC);
    sqlite3_bind_text(insertion, 5, notes[0] ? notes : "[]", -1, SQLITE_STATIC);
    sqlite3_bind_text(insertion, 6, bank, -1, SQLITE_STATIC);
    sqlite3_bind_text(insertion, 7, "RAZR0000001", -1, SQLITE_STATIC);
    sqlite3_bind_text(insertion, 8, number, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insertion, 9, time(NULL));
    check(sqlite3_step(insertion) == SQLITE_DONE, "an insert failed");
    sqlite3_reset(insertion);
    fetch(request, id);
}

static void handle(struct evhttp_request *request, void *nothing) {
    (void)nothing;
    const char *path = evhttp_uri_get_path(evhttp_request_get_evhttp_uri(request));
    if (evhttp_request_get_command(request) == EVHTTP_REQ_POST) create(request);
    else if (!strncmp(path, "/v1/virtual_accounts/va_", 24)) fetch(request, path + 24);
    else list(request);
}

// MARK: Receiving and delivering

static void receive(struct evhttp_request *request, void *nothing) {
    (void)nothing;
    struct evbuffer *out = evbuffer_new();
    if (evhttp_request_get_command(request) == EVHTTP_REQ_POST) received++;
    else evbuffer_add_printf(out, "%lld", (long long)received);
    reply(request, 200, out);
}

static struct evhttp_connection *receiver;
static int left;
static char *content;
static size_t content_length;

static void deliver_next(struct evhttp_request *answer, void *nothing) {
    (void)nothing;
    check(!received++ || (answer && evhttp_request_get_response_code(answer) == 200), "refused");
    if (left-- == 0) {
        event_base_loopbreak(base);
        return;
    }
    struct evhttp_request *request = evhttp_request_new(deliver_next, NULL);
    evhttp_add_header(evhttp_request_get_output_headers(request), "Host", "127.0.0.1");
    evbuffer_add(evhttp_request_get_output_buffer(request), content, content_length);
    evhttp_make_request(receiver, request, EVHTTP_REQ_POST, "/hook");
}

static void deliver(int port, int length, int count) {
    content_length = length;
    content = malloc(length);
    memset(content, 'x', length);
    left = count;
    receiver = evhttp_connection_base_new(base, NULL, "127.0.0.1", port);
    double began = now();
    deliver_next(NULL, NULL);
    event_base_dispatch(base);
    printf("%.0f\n", now() - began);
}

// MARK: Starting and stopping

static int ask(int port, const char *request) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    char answer[64];
    ssize_t length = -1;
    if (connect(client, (struct sockaddr *)&address, sizeof address) == 0) {
        check(write(client, request, strlen(request)) > 0, "nobody takes the request");
        length = read(client, answer, sizeof answer);
        check(length > 12 && !memcmp(answer + 8, " 200", 4), "the answer is another");
    }
    close(client);
    return length > 0;
}

static void start(int port, const char *request, char **command) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    int ends[2];
    char line[256] = "";
    pid_t server;
    check(pipe2(ends, O_CLOEXEC) == 0, "no pipe");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    double began = now();
    check(posix_spawn(&server, command[0], &actions, NULL, command, environ) == 0, command[0]);
    close(ends[1]);
    FILE *lines = fdopen(ends[0], "r");
    while (port == 0 && !strstr(line, "ready on ")) {
        check(fgets(line, sizeof line, lines) != NULL, "it does not start");
        if (strstr(line, "ready on ")) port = atoi(strrchr(line, ':') + 1);
    }
    double ready = now();
    while (!ask(port, request)) usleep(500);
    double answered = now();
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    printf("%.0f %.0f %.0f\n", ready - began, answered - began, now() - answered);
}

static void serve(void (*handler)(struct evhttp_request *, void *)) {
    struct evhttp *server = evhttp_new(base);
    struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle(server, "127.0.0.1", 0);
    check(bound != NULL, "nobody can listen here");
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&address, &size);
    evhttp_set_gencb(server, handler, NULL);
    printf("ready on http://127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    event_base_dispatch(base);
}

int main(int count, char **words) {
    check(count > 1, "serve, receive, deliver or start");
    base = event_base_new();
    if (!strcmp(words[1], "deliver") && count == 5) {
        deliver(atoi(words[2]), atoi(words[3]), atoi(words[4]));
    } else if (!strcmp(words[1], "start") && count > 4) {
        start(atoi(words[2]), words[3], words + 4);
    } else if (!strcmp(words[1], "receive")) {
        serve(receive);
    } else {
        open_table(words[2]);
        serve(handle);
    }
    return 0;
}
