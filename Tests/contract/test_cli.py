"""The command line: what it prints, what it returns, and how it stops."""

import re
import signal
import socket
import subprocess
import time

import pytest

from sandbox import DEFAULT_KEY, Merchant, Server, binary, environment, running


def run(*arguments, **variables):
    return subprocess.run(
        [binary(), *arguments], capture_output=True, text=True, check=False, timeout=30,
        env={**environment(), **variables})


def test_the_version():
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\d+\.\d+\.\d+", done.stdout)


@pytest.mark.parametrize("arguments", [(), ("serve",), ("pay",), ("wait",)], ids=str)
def test_help(arguments):
    done = run(*arguments, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "USAGE: smartcollect" in done.stdout


@pytest.mark.parametrize("arguments", [
    ("--no-such-flag",), ("serve", "--port", "many"), ("serve", "--port", "70000"),
    ("no-such-verb",), ("pay",), ("serve", "--durability", "some"),
    ("serve", "--clock", "1790371789000"),
], ids=str)
def test_usage_errors(arguments):
    done = run(*arguments)
    assert done.returncode == 64
    assert done.stdout == "" and done.stderr.strip()


@pytest.fixture(scope="module")
def default_server():
    with running() as server:
        yield server


def test_the_banner(default_server):
    text = "\n".join(default_server.banner)
    assert default_server.url in text
    assert all(part in text for part in DEFAULT_KEY)
    assert default_server.banner[-1] == f"ready on {default_server.url}"


def test_it_listens_on_loopback_alone(default_server):
    with pytest.raises(OSError):
        socket.create_connection((first_outer_address(), default_server.port), 1)


def first_outer_address():
    """This host's own address that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this host has no other address")
        return probe.getsockname()[0]


# `--url` names the server to talk to.
def test_paying_from_the_command_line(default_server):
    merchant = Merchant(default_server, *DEFAULT_KEY)
    account = merchant.account("bank_account", "vpa")
    bank, vpa = account["receivers"]
    for target, mode in [(account["id"], "NEFT"), (bank["account_number"], "IMPS"),
                         (vpa["address"], "UPI")]:
        done = run("pay", target, "--amount", "50000", "--mode", mode,
                   "--url", default_server.url)
        assert done.returncode == 0, done.stderr
        assert "credited" in done.stdout
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 150000
    merchant.close()


def test_paying_what_is_refused(default_server):
    merchant = Merchant(default_server, *DEFAULT_KEY)
    account = merchant.account()
    merchant.close()
    done = run("pay", account["id"], "--amount", "99", "--mode", "IMPS",
               "--url", default_server.url)
    assert done.returncode == 1
    assert done.stderr.startswith("error:")


def test_waiting_for_a_server_that_is_ready(default_server):
    assert run("wait", "--url", default_server.url).returncode == 0


def test_waiting_for_a_server_that_never_comes():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = run("wait", "--url", url, "--timeout", "1s")
    assert done.returncode == 2


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_cleanly_within_a_second(name):
    """The quickest of three counts, as a busy machine may hold any one of them up."""
    taken = []
    for _ in range(3):
        server = Server()
        try:
            asked = time.monotonic()
            server.process.send_signal(getattr(signal, name))
            assert server.process.wait(10) == 0
            taken.append(time.monotonic() - asked)
        finally:
            server.stop()
    assert min(taken) < 1


def test_a_signal_with_connections_open():
    """Idle and half-sent connections do not hold the server up."""
    server = Server()
    idle = [socket.create_connection((server.host, server.port)) for _ in range(10)]
    idle[0].sendall(b"POST /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
    try:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(5) == 0
    finally:
        for connection in idle:
            connection.close()
        server.stop()


@pytest.mark.parametrize("name, value, flag", [("SMARTCOLLECT_PORT", "0", None),
                                               ("SMARTCOLLECT_PORT", "1", "0")])
def test_a_flag_wins_over_the_environment(name, value, flag):
    arguments = ["serve", "--host", "127.0.0.1", *(["--port", flag] if flag else [])]
    process = subprocess.Popen(
        [binary(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**environment(), name: value})
    try:
        lines = iter(process.stdout.readline, "")
        assert any(line.startswith("ready on http://127.0.0.1:") for line in lines)
    finally:
        process.terminate()
        process.wait(5)
        process.stdout.close()


def test_strict_keys_admit_no_stranger():
    with running("--strict-keys") as server:
        stranger, known = Merchant(server), Merchant(server, *DEFAULT_KEY)
        assert stranger.call("GET", "/v1/payments").status == 401
        assert known.call("GET", "/v1/payments").status == 200
        stranger.close()
        known.close()


def test_the_same_seed_tells_the_same_story():
    def story():
        with running("--random-seed", "7", "--clock", "1767225600") as server:
            merchant = Merchant(server, *DEFAULT_KEY)
            account = merchant.account("bank_account", "vpa")
            merchant.credit(account)
            bodies = [merchant.call("GET", f"/v1/{name}").body
                      for name in ("virtual_accounts", "payments")]
            merchant.close()
            return bodies
    assert story() == story()


def test_secrets_stay_out_of_the_log():
    with running("--log-level", "debug", "--webhook-url", "http://127.0.0.1:9/hook",
                 "--webhook-secret", "orchid-secret") as server:
        merchant = Merchant(server)
        merchant.account()
        merchant.close()
        logged = server.stderr() + "\n".join(server.banner)
    assert merchant.secret not in logged and "orchid-secret" not in logged
    assert merchant.authorization not in logged
