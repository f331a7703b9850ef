"""Clients that are slow, silent, greedy or very many: they end on time, and nobody else suffers."""

import contextlib
import os
import re
import resource
import selectors
import shutil
import socket
import statistics
import threading
import time

import pytest

from sandbox import DEFAULT_KEY, Merchant, Server, running, times

MEGABYTE = 1 << 20
STOPS = times(8, 20)


def connect(server):
    client = socket.create_connection((server.host, server.port), timeout=20)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def processor_seconds(server):
    fields = open(f"/proc/{server.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def allow_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count:
        pytest.skip(f"no more than {hard} descriptors are permitted here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))


def settle(condition, seconds=20):
    """Whether the condition holds before long."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class Healthy(threading.Thread):
    """A client that asks all the while, and notes how long each answer took."""

    def __init__(self, server):
        super().__init__()
        self.merchant = Merchant(server)
        self.account = self.merchant.account()["id"]
        self.seconds, self.failures = [], []
        self.ending = threading.Event()

    def run(self):
        while not self.ending.wait(0.01):
            started = time.monotonic()
            try:
                self.merchant.get(f"/v1/virtual_accounts/{self.account}")
            except Exception as failure:  # noqa: BLE001 (whatever it is, it must not be)
                self.failures.append(failure)
                return
            self.seconds.append(time.monotonic() - started)

    def finish(self):
        self.ending.set()
        self.join()
        self.merchant.close()
        assert not self.failures and len(self.seconds) > 10, self.failures
        assert statistics.median(self.seconds) < 0.02


HOST = b"Host: localhost\r\n"
BASIC = b"Authorization: Basic cnpwX3Rlc3Rfc2FuZGJveDpzYW5kYm94X3NlY3JldA==\r\n"
POST = b"POST /v1/customers HTTP/1.1\r\n" + HOST + BASIC
WHOLE = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
LARGE = b"GET /openapi.json HTTP/1.1\r\n" + HOST + b"\r\n"

# What is sent at first, what is sent every second, and when it must be over (hardening.md, R8).
SLOW = {
    "a slow head": (b"GET / HTTP/1.1\r\n", b"A: b\r\n", 30),
    "a head that drips": (b"G", b"a", 30),
    "a slow body": (POST + b"Content-Length: 99999\r\n\r\n", b"x", 60),
    "slow chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 60),
    "silence": (b"", b"", 90),
    "a kept connection": (WHOLE, b"", 120),
    "answers that nobody reads": (LARGE * 100, LARGE, 60),
}
MANY, FEW = 82, 8  # Few are enough to fill the system's buffers with answers.


class Slow:
    def __init__(self, server, kind):
        self.kind = kind
        first, self.more, self.within = SLOW[kind]
        self.reads = kind != "answers that nobody reads"
        self.socket = connect(server)
        if not self.reads:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.setblocking(False)
        self.began = time.monotonic()
        with contextlib.suppress(BlockingIOError):
            self.socket.send(first)

    def has_ended(self):
        """Whether the server has let go of it, after sending what is due."""
        try:
            if not self.reads:
                self.socket.send(self.more)
                return False
            while self.socket.recv(65536):
                pass
            return True
        except BlockingIOError:
            pass
        except OSError:
            return True
        with contextlib.suppress(OSError):
            self.socket.send(self.more)
        return False


def test_slow_clients_end_on_time_and_disturb_nobody():
    with running() as server:
        before = descriptors(server)
        healthy = Healthy(server)
        healthy.start()
        slow = [Slow(server, kind) for kind in SLOW
                for _ in range(FEW if SLOW[kind][0].startswith(LARGE) else MANY)]
        while slow:
            time.sleep(1)
            ended = [one for one in slow if one.has_ended()]
            for one in ended:
                one.socket.close()
            slow = [one for one in slow if one not in ended]
            late = {one.kind for one in slow if time.monotonic() - one.began > one.within}
            assert not late, late
        healthy.finish()
        assert settle(lambda: descriptors(server) <= before)


def test_ten_thousand_idle_connections():
    allow_descriptors(10_500)
    with running("--connections", "12000") as server:
        healthy = Healthy(server)
        before = server.resident()
        clients = []
        for number in range(10_000):
            client = connect(server)
            if number % 2:
                client.sendall(WHOLE)
                assert client.recv(4096).startswith(b"HTTP/1.1 200")
            clients.append(client)
        healthy.start()
        time.sleep(1)
        healthy.finish()
        assert (server.resident() - before) / len(clients) <= 8192
        for client in clients:
            client.setblocking(False)
            with pytest.raises(BlockingIOError):  # It is open, and nothing has come.
                client.recv(1)
            client.close()
        assert settle(lambda: descriptors(server) < 100)


def test_more_connections_than_are_allowed_wait_their_turn():
    with running("--connections", "50") as server:
        served = [connect(server) for _ in range(50)]
        for client in served:
            client.sendall(WHOLE)
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        waiting = connect(server)
        waiting.sendall(WHOLE)
        waiting.settimeout(0.3)
        with pytest.raises(TimeoutError):
            waiting.recv(1)
        served[0].close()
        waiting.settimeout(20)
        assert waiting.recv(4096).startswith(b"HTTP/1.1 200")
        for client in [*served, waiting]:
            client.close()


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is missing")
def test_out_of_descriptors():
    with running(prefix=("prlimit", "--nofile=256:256")) as server:
        held = connect(server)
        clients = [connect(server) for _ in range(400)]
        began, used = time.monotonic(), processor_seconds(server)
        while time.monotonic() - began < 5:
            held.sendall(WHOLE)
            assert held.recv(4096).startswith(b"HTTP/1.1 200")
            time.sleep(0.05)
        assert processor_seconds(server) - used <= 0.2 * 5
        lines = server.stderr().splitlines()
        assert 1 <= len(lines) <= 20 and "Too many open files" in lines[0]
        for client in clients:
            client.close()
        late = connect(server)
        late.settimeout(5)
        late.sendall(WHOLE)
        assert late.recv(4096).startswith(b"HTTP/1.1 200")
        held.close()
        late.close()


def statuses(clients, body):
    """Sends the body to all at once as far as they take it; the status that each was answered."""
    sent, answered = dict.fromkeys(clients, 0), {}
    waiting = selectors.DefaultSelector()
    for client in clients:
        client.setblocking(False)
        waiting.register(client, selectors.EVENT_READ | selectors.EVENT_WRITE)
    while ready := waiting.select(timeout=2):
        for key, mask in ready:
            client = key.fileobj
            try:
                if mask & selectors.EVENT_READ:
                    answered[client] = client.recv(4096)[9:12].decode()
                    waiting.unregister(client)
                    continue
                sent[client] += client.send(body[sent[client]:sent[client] + 65536])
                if sent[client] == len(body):
                    waiting.modify(client, selectors.EVENT_READ)
            except BlockingIOError:
                pass
            except OSError:
                answered.setdefault(client, "")
                waiting.unregister(client)
    return [answered.get(client) for client in clients]


@pytest.mark.parametrize("key,grows", [(b"", 8), (BASIC, 80)])
def test_many_bodies_that_do_not_end(key, grows):
    allow_descriptors(1_000)
    with running() as server:
        Healthy(server).merchant.close()
        before, most = server.resident(), 0
        head = b"POST /v1/customers HTTP/1.1\r\n" + HOST + key + b"Content-Length: 1000000\r\n\r\n"
        clients = []
        for _ in range(500):
            clients.append(connect(server))
            clients[-1].sendall(head)
        seen = statuses(clients, b"x" * 900_000)
        most = server.resident()
        assert most - before <= grows * MEGABYTE
        if key:
            assert set(seen) <= {None, "503"}
            # As many wait as 64 MB hold; they are not forgotten, and not too many.
            assert 60 <= seen.count(None) <= 64 * MEGABYTE // 900_000
        else:
            assert set(seen) == {"401"}
        for client in clients:
            client.close()
        healthy = Healthy(server)
        healthy.start()
        time.sleep(0.5)
        healthy.finish()


@pytest.mark.parametrize("path", ["/health", "/metrics", "/openapi.json", "/"])
@pytest.mark.parametrize("method,framing", [
    ("POST", b"Content-Length: 1000000\r\n"), ("GET", b"Content-Length: 1000000\r\n"),
    ("PUT", b"Transfer-Encoding: chunked\r\n")])
def test_no_body_is_awaited_where_no_key_is_asked_for(method, path, framing):
    """What such a path takes is answered, and what it does not take is refused, at the head."""
    head = f"{method} {path} HTTP/1.1\r\n".encode() + HOST
    json_type = b"Content-Type: application/json\r\n"
    with running() as server:
        whole = server.raw(head + json_type + b"Content-Length: 2\r\n\r\n{}")
        assert whole.status == (200 if method == "GET" else 404)
        answer = server.raw(head + json_type + framing + b"\r\n")
        assert answer.status == whole.status
        if method != "GET":
            assert answer.body == whole.body


def test_bodies_that_are_announced_and_do_not_come_shut_nobody_out():
    """Leave is given for a body, and it takes of the budget only what comes of it."""
    with running() as server:
        head = (b"POST /_sandbox/credits HTTP/1.1\r\n" + HOST + BASIC +
                b"Expect: 100-continue\r\nContent-Length: 16777216\r\n\r\n")
        silent = [connect(server) for _ in range(8)]
        for client in silent:
            client.sendall(head)
            assert client.recv(4096).startswith(b"HTTP/1.1 100")
        late = connect(server)
        late.sendall(POST + b"Expect: 100-continue\r\nContent-Length: 20\r\n\r\n")
        assert late.recv(4096).startswith(b"HTTP/1.1 100")
        late.sendall(b'{"name": "Nila Rao"}')
        assert late.recv(4096).startswith(b"HTTP/1.1 200")
        for client in [*silent, late]:
            client.close()


DELAY = {"do": "delay", "by": "99s", "times": 50}
LATE = b"GET /v1/customers HTTP/1.1\r\n" + HOST + BASIC + b"\r\n"
WAIT = b"GET /_sandbox/wait?event=x&timeout=600s HTTP/1.1\r\n" + HOST + BASIC + b"\r\n"


@pytest.mark.parametrize("sent", [LATE, WAIT, LATE + WHOLE * 2000, WAIT + WHOLE * 2000],
                         ids=["delayed", "waiting", "delayed, and more", "waiting, and more"])
def test_clients_that_leave_make_room_for_others(sent):
    with running("--connections", "50") as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        merchant.control_ok("PUT", "/faults", [DELAY])
        merchant.close()
        for client in [connect(server) for _ in range(50)]:
            client.sendall(sent)
            client.close()
        late = connect(server)
        late.sendall(WHOLE)
        assert late.recv(4096).startswith(b"HTTP/1.1 200")
        late.close()


def test_many_large_answers_to_one_client_are_made_one_by_one():
    with running() as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        for _ in range(60):
            merchant.call("POST", "/v1/customers", {"notes": "x" * 250_000})
        listing = len(merchant.control("GET", "/requests?count=100").body)
        merchant.close()
        before = server.resident()
        client = connect(server)
        ask = b"GET /_sandbox/requests?count=100 HTTP/1.1\r\n" + HOST + BASIC + b"\r\n"
        client.sendall(ask * 8)
        assert client.recv(1) == b"H"  # What was made with the first answer has been made.
        assert server.resident_most() - before <= 4 * listing
        client.close()


def test_many_who_watch_and_do_not_read():
    with running() as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        credit = {"to": {"virtual_account_id": merchant.account()["id"]}, "mode": "NEFT",
                  "amount": 100}
        watching = [connect(server) for _ in range(20)]
        for client in watching:
            client.sendall(b"GET /_sandbox/stream HTTP/1.1\r\n" + HOST + BASIC + b"\r\n")
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        before = server.resident()
        merchant.control_ok("POST", "/credits/bulk", {"credits": [credit] * 1000})
        # Four megabytes are told to each.
        assert server.resident_most() - before <= 60 * MEGABYTE
        for client in watching:
            client.close()
        merchant.close()


class Load(threading.Thread):
    """Asks until nobody listens any more, and counts answers that were cut off."""

    def __init__(self, server):
        super().__init__()
        self.server = server
        self.whole = self.cut = 0

    def run(self):
        client = None
        while True:
            try:
                client = client or connect(self.server)
            except OSError:
                return
            try:
                client.sendall(WHOLE)
                answer = b""
                while not re.search(rb"\r\n\r\n\{.*\}$", answer, re.S):
                    piece = client.recv(65536)
                    if not piece:
                        raise ConnectionError
                    answer += piece
                self.whole += 1
                if b"Connection: close" in answer:
                    client.close()
                    client = None
            except OSError:
                self.cut += 1
                client.close()
                client = None


def test_a_stop_under_load_cuts_no_answer_off():
    for _ in range(STOPS):
        server = Server()
        loads = [Load(server) for _ in range(8)]
        for load in loads:
            load.start()
        time.sleep(0.3)
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started <= 5
        for load in loads:
            load.join()
        assert sum(load.whole for load in loads) > 0
        assert sum(load.cut for load in loads) == 0
