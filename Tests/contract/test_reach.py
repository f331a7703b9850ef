"""Whom the sandbox connects to because somebody registered a URL."""

import socket
import threading
import time

import pytest

from receivers import Bad, answering
from sandbox import DEFAULT_KEY, Merchant, running
from tables import table


class Canary:
    """Listens, and counts whoever connects."""

    def __init__(self, host="127.0.0.1", family=socket.AF_INET):
        self.visits = 0
        self._listener = socket.socket(family)
        self._listener.bind((host, 0))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture(scope="module")
def open_server():
    """A sandbox that others than this machine can talk to."""
    with running("--host", "0.0.0.0", "--webhook-retries", "fast") as server:
        server.host = "127.0.0.1"
        yield server


@pytest.fixture
def canary():
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture
def stranger(open_server):
    merchant = Merchant(open_server)
    yield merchant
    merchant.close()


def attempts(merchant, hook):
    """What was attempted, once something was."""
    deadline = time.monotonic() + 15
    while True:
        entries = merchant.control_ok("GET", f"/deliveries?webhook_id={hook['id']}")["items"]
        made = [entry for entry in entries if entry["sent_at"] is not None]
        if made:
            return made
        assert time.monotonic() < deadline, "nothing was attempted"
        time.sleep(0.02)


@pytest.mark.parametrize("host", [
    "127.0.0.1", "127.1.2.3", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0",
    "[::]", "[::1]", "[::127.0.0.1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254",
    "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[fd00:ec2::254]",
    "[fe80::1]", "100.64.0.1", "224.0.0.1", "255.255.255.255",
])
def test_the_neighbours_are_left_alone(host, stranger, canary):
    hook = stranger.webhook(f"http://{host}:{canary.port}/hook", ["*"])
    stranger.account()
    entry = attempts(stranger, hook)[-1]
    assert entry["status"] == "failed" and "--webhook-allow" in entry["diagnosis"], entry
    assert canary.visits == 0


@pytest.mark.parametrize("path", ["/v1/payments", "/_sandbox/reset", "/", "/_sandbox/sinks/x"])
def test_it_does_not_talk_to_itself(path, stranger, open_server):
    before = stranger.get("/v1/payments")
    hook = stranger.webhook(f"http://127.0.0.1:{open_server.port}{path}", ["*"])
    stranger.account()
    assert attempts(stranger, hook)[-1]["response_status"] is None
    assert stranger.get("/v1/payments") == before


def test_its_own_sinks_it_may_use(stranger, open_server):
    stranger.webhook(f"http://localhost:{open_server.port}/_sandbox/sink/mine", ["*"])
    account = stranger.account()
    answer = stranger.control(
        "GET", f"/wait?entity_id={account['id']}&delivered=true&timeout=10s")
    assert answer.status == 200
    assert len(stranger.control_ok("GET", "/sink/mine")["items"]) == 1


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "//127.0.0.1/", "127.0.0.1",
    "http://user:password@127.0.0.1/", "http://user@127.0.0.1/", "http:///hook", "http://",
    "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "javascript:alert(1)",
])
def test_what_is_no_url_of_a_receiver_is_not_registered(url, merchant):
    answer = merchant.call("POST", "/v1/webhooks", {"url": url, "events": ["*"]})
    assert answer.status == 400, answer


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1"])
def test_odd_forms_of_an_address_lead_nowhere(host, merchant, canary):
    """Refused at once, or found unusable when it comes to posting."""
    body = {"url": f"http://{host}:{canary.port}/hook", "events": ["*"]}
    answer = merchant.call("POST", "/v1/webhooks", body)
    if answer.status == 200:
        merchant.account()
        assert attempts(merchant, answer.json)[-1]["status"] == "failed"
    assert canary.visits == 0


def test_a_redirect_leads_nowhere(merchant, canary):
    receiver = Bad(answering(302, headers=f"Location: http://127.0.0.1:{canary.port}/\r\n"))
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    assert attempts(merchant, hook)[-1]["response_status"] == 302
    assert canary.visits == 0
    receiver.close()


def test_the_operators_own_webhook_may_be_a_neighbour(canary):
    receiver = Bad(answering(200))
    with running("--host", "0.0.0.0", "--webhook-url", receiver.url) as server:
        server.host = "127.0.0.1"
        merchant = Merchant(server, *DEFAULT_KEY)
        hook = merchant.webhook(f"http://127.0.0.1:{canary.port}/hook", ["*"])
        merchant.account()
        receiver.wait(1)
        assert attempts(merchant, hook)[-1]["status"] == "failed"
        merchant.close()
    assert canary.visits == 0
    receiver.close()


@table("allowed", ("by its range", "127.0.0.0/8"), ("by a word", "loopback"),
       ("by itself", "127.0.0.1"))
def test_whom_the_operator_names_is_told(allowed):
    receiver = Bad(answering(200))
    with running("--host", "0.0.0.0", "--webhook-allow", allowed) as server:
        server.host = "127.0.0.1"
        merchant = Merchant(server)
        merchant.webhook(receiver.url, ["*"])
        merchant.account()
        receiver.wait(1)
        hook = merchant.webhook(f"http://127.0.0.1:{server.port}/v1/payments", ["*"])
        merchant.account()
        assert attempts(merchant, hook)[-1]["response_status"] is None
        merchant.close()
    receiver.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1", "localhost", "[::ffff:0.0.0.0]"])
def test_whoever_the_operator_names_it_does_not_talk_to_itself(host):
    with running("--host", "0.0.0.0", "--webhook-allow", "0.0.0.0/0") as server:
        server.host = "127.0.0.1"
        merchant = Merchant(server)
        hook = merchant.webhook(f"http://{host}:{server.port}/_sandbox/reset?all=true", ["*"])
        account = merchant.account()
        entry = attempts(merchant, hook)[-1]
        assert entry["response_status"] is None and "--webhook-allow" in entry["diagnosis"], entry
        assert merchant.get(f"/v1/virtual_accounts/{account['id']}")
        merchant.close()
