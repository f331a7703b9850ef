"""The server under test, its merchants, and a receiver for its webhooks.

Everything here speaks HTTP through `http.client` or a bare socket, so that a test sees the
status, the headers and the body's bytes exactly as they came.
"""

import base64
import contextlib
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import secrets
import signal
import socket
import string
import subprocess
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
READY = "ready on "
# What finds faults of memory or of threads in the binary, if one is built in: address or thread.
SANITIZER = os.environ.get("SMARTCOLLECT_SANITIZER")

DEFAULT_KEY = ("rzp_test_sandbox", "sandbox_secret")


def times(usual, thorough):
    """How often something is tried: as usual, or, for `make thorough`, as before a release."""
    return thorough if os.environ.get("THOROUGH") else usual


def binary():
    """The executable: the environment's, else the checkout's own release or debug build."""
    named = os.environ.get("SMARTCOLLECT_BINARY")
    if named:
        return named
    release = ROOT / ".build/release/smartcollect"
    return str(release if release.exists() else ROOT / ".build/debug/smartcollect")


def environment():
    """The caller's environment without its proxies and without settings for the sandbox."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SMARTCOLLECT_")}
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        kept.pop(name, None)
        kept.pop(name.upper(), None)
    return kept


def base62(length):
    return "".join(secrets.choice(BASE62) for _ in range(length))


def unsanitized(reason):
    """Marks a test that asks what no binary with a sanitizer in it can do."""
    return pytest.mark.skipif(
        SANITIZER is not None, reason=f"beside the {SANITIZER} sanitizer {reason}")


class Server:
    """One running `smartcollect serve` on a free loopback port."""

    def __init__(self, *flags, start_timeout=20, prefix=()):
        self.flags = flags
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the server)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*prefix, binary(), "serve", "--port", "0", "--host", "127.0.0.1", *flags],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment(),
        )
        self.banner = []
        self.url = self._await_ready(start_timeout)
        parts = urllib.parse.urlsplit(self.url)
        self.host, self.port = parts.hostname, parts.port

    def _await_ready(self, timeout):
        watchdog = threading.Timer(timeout, self.process.kill)
        watchdog.start()
        try:
            for line in self.process.stdout:
                text = line.decode().rstrip("\n")
                self.banner.append(text)
                if text.startswith(READY):
                    return text[len(READY):]
        finally:
            watchdog.cancel()
        self.process.wait()
        raise RuntimeError(
            f"no ready line; exit {self.process.returncode}; stderr:\n{self.stderr()}")

    def stderr(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, timeout=5):
        if self.process.poll() is None:
            # A release counts references as one thread alone may.
            assert SANITIZER or len(os.listdir(f"/proc/{self.process.pid}/task")) == 1
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process.stdout.close()
        return self.process.returncode

    def resident(self):
        """How many bytes of memory the server uses; none where most are a sanitizer's."""
        return self._memory("VmRSS")

    def resident_most(self):
        """The same for the most that it has ever used."""
        return self._memory("VmHWM")

    def _memory(self, name):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        lines = [line for line in status.splitlines() if line.startswith(name)]
        return 0 if SANITIZER else int(lines[0].split()[1]) << 10

    def raw(self, request, timeout=10):
        """Sends the bytes as they are on a connection of their own."""
        with socket.create_connection((self.host, self.port), timeout) as connection:
            connection.sendall(request)
            return read_answer(connection)


@contextlib.contextmanager
def running(*flags, prefix=()):
    server = Server(*flags, prefix=prefix)
    try:
        yield server
    finally:
        server.stop()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]

    def __repr__(self):
        return f"<{self.status} {self.body[:600].decode(errors='replace')}>"


def read_answer(connection, method="GET"):
    response = http.client.HTTPResponse(connection, method=method)
    response.begin()
    answer = Answer(response.status, response.headers, response.read())
    response.close()
    return answer


UNSET = object()


class Merchant:
    """A client of one key id: the emulated API by `call`, the control API by `control`."""

    def __init__(self, server, key_id=None, secret=None):
        self.server = server
        self.key_id = key_id or "rzp_test_" + base62(14)
        self.secret = secret or base62(24)
        self._connection = None

    @property
    def authorization(self):
        pair = f"{self.key_id}:{self.secret}".encode()
        return "Basic " + base64.b64encode(pair).decode()

    def close(self):
        if self._connection:
            self._connection.close()

    def call(self, method, target, body=UNSET, *, form=None, raw=None, headers=None, auth=UNSET):
        """One request. `body` is sent as JSON, `form` as a form, `raw` untouched.

        `auth` replaces the Authorization header; None leaves it out.
        """
        lines = dict(headers or {})
        if body is not UNSET:
            raw = json.dumps(body, ensure_ascii=False).encode()
            lines.setdefault("Content-Type", "application/json")
        elif form is not None:
            raw = (form if isinstance(form, str) else bracketed(form)).encode()
            lines.setdefault("Content-Type", "application/x-www-form-urlencoded")
        credential = self.authorization if auth is UNSET else auth
        if credential is not None:
            lines.setdefault("Authorization", credential)
        return self._send(method, target, raw, lines)

    def _send(self, method, target, raw, lines):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                self.server.host, self.server.port, timeout=120)
        connection = self._connection
        connection.putrequest(
            method, target, skip_host="Host" in lines, skip_accept_encoding=True)
        for name, value in lines.items():
            connection.putheader(name, value)
        if raw is not None:
            connection.putheader("Content-Length", str(len(raw)))
        connection.endheaders(raw)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def ok(self, method, target, body=UNSET, **options):
        answer = self.call(method, target, body, **options)
        assert answer.status == 200, f"{method} {target}: {answer}"
        return answer.json

    def get(self, target):
        return self.ok("GET", target)

    # The control API

    def control(self, method, path, body=UNSET, **options):
        return self.call(method, "/_sandbox" + path, body, **options)

    def control_ok(self, method, path, body=UNSET, **options):
        return self.ok(method, "/_sandbox" + path, body, **options)

    def configure(self, **settings):
        return self.control_ok("PATCH", "/settings", settings)

    def settings(self):
        return self.control_ok("GET", "/settings")

    def advance(self, duration):
        return self.control_ok("POST", "/clock", {"advance": duration})

    def freeze(self):
        return self.control_ok("POST", "/clock", {"freeze": True})["now"]

    def now(self):
        return self.control_ok("GET", "/clock")["now"]

    def credit(self, to, amount=50000, mode="NEFT", **fields):
        """Money arrives; `to` is an account's entity, its id, or a whole target object."""
        if isinstance(to, dict) and "receivers" in to:
            to = to["id"]
        target = {"virtual_account_id": to} if isinstance(to, str) else to
        return self.control_ok(
            "POST", "/credits", {"to": target, "amount": amount, "mode": mode, **fields})

    def events(self, **filters):
        query = urllib.parse.urlencode({"count": 100, **filters})
        return self.control_ok("GET", f"/events?{query}")["items"]

    def event_names(self, **filters):
        """Names of the merchant's events in the order they were raised."""
        return [event["event"] for event in reversed(self.events(**filters))]

    # Things to talk about

    def customer(self, **fields):
        digits = "".join(secrets.choice(string.digits) for _ in range(8))
        given = {"name": "Nila Rao", "contact": f"98{digits}", "email": f"n{digits}@orchid.example"}
        return self.ok("POST", "/v1/customers", {**given, **fields})

    def account(self, *types, payers=None, bank=None, vpa=None, **fields):
        """A virtual account; `bank` and `vpa` are the receivers' own objects."""
        receivers = {"types": list(types or ("bank_account",))}
        if bank:
            receivers["bank_account"] = bank
        if vpa:
            receivers["vpa"] = vpa
        if payers:
            fields["allowed_payers"] = payers
        return self.ok("POST", "/v1/virtual_accounts", {"receivers": receivers, **fields})

    def closed_account(self, **fields):
        account = self.account(**fields)
        return self.ok("POST", f"/v1/virtual_accounts/{account['id']}/close")

    def payment(self, amount=50000, **fields):
        """A captured payment into a fresh account."""
        credit = self.credit(self.account(), amount, **fields)
        assert credit["status"] == "credited", credit
        return credit["payment"]

    def refund(self, payment=None, **fields):
        payment = payment or self.payment()
        return self.ok("POST", f"/v1/payments/{payment['id']}/refund", fields)

    def webhook(self, url="http://127.0.0.1:9/none", events=("payment.captured",)):
        return self.ok("POST", "/v1/webhooks", {"url": url, "events": list(events)})


# The payer most tests pay from, as a credit names it.
AXIS = {"account_number": "914010012345679", "ifsc": "UTIB0000013"}


def payer(number=AXIS["account_number"], ifsc=AXIS["ifsc"]):
    """An allowed payer as clients send it."""
    return {"type": "bank_account", "bank_account": {"ifsc": ifsc, "account_number": number}}


def bracketed(tree):
    """A tree as a form with indexed brackets, the way the form clients write it."""
    pairs = []

    def walk(name, value):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{name}[{key}]", inner)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(f"{name}[{index}]", inner)
        else:
            pairs.append((name, value))

    for key, value in tree.items():
        walk(key, value)
    return urllib.parse.urlencode(pairs)


@dataclass(frozen=True)
class Delivery:
    path: str
    headers: dict
    body: bytes

    @property
    def event(self):
        return json.loads(self.body)

    @property
    def name(self):
        return self.event["event"]

    def signed_by(self, secret):
        digest = hmac.new(secret.encode(), self.body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(digest, self.headers.get("x-razorpay-signature", ""))


class Receiver:
    """A webhook receiver on a real socket that keeps every delivery's raw bytes."""

    def __init__(self, statuses=(), pause=0):
        self.deliveries = []
        self._pause = pause
        self._statuses = list(statuses)
        self._arrived = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                names = {name.lower(): value for name, value in self.headers.items()}
                self.send_response(receiver._take(Delivery(self.path, names, body)))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _take(self, delivery):
        time.sleep(self._pause)
        with self._arrived:
            self.deliveries.append(delivery)
            self._arrived.notify_all()
            return self._statuses.pop(0) if self._statuses else 200

    def wait(self, count, timeout=30):
        """The deliveries, once there are `count` of them."""
        return self.wait_until(lambda seen: len(seen) >= count, timeout)

    def wait_until(self, enough, timeout=30):
        """The deliveries, once they are enough."""
        with self._arrived:
            done = self._arrived.wait_for(lambda: enough(self.deliveries), timeout)
            names = [delivery.name for delivery in self.deliveries]
            assert done, f"waited in vain, have {len(names)}: {names[-20:]}"
            return list(self.deliveries)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
