"""The verbs that talk to a running sandbox about events, webhooks, faults and time."""

import json
import subprocess
import threading

import pytest

from receivers import Bad, answer
from sandbox import Merchant, binary, environment


@pytest.fixture
def run(merchant):
    """Runs a verb as the merchant."""
    variables = {**environment(), "SMARTCOLLECT_URL": merchant.server.url,
                 "SMARTCOLLECT_KEY": merchant.key_id, "SMARTCOLLECT_SECRET": merchant.secret}

    def run(*arguments, code=0, **others):
        done = subprocess.run([binary(), *arguments], capture_output=True, text=True, check=False,
                              timeout=60, env={**variables, **others})
        assert done.returncode == code, done
        assert merchant.secret not in done.stdout + done.stderr
        return done
    return run


def test_an_event_that_is_there(merchant, run):
    account = merchant.account()
    done = run("wait-for", "virtual_account.created", "--entity-id", account["id"])
    event, = merchant.events()
    assert done.stdout.split() == [event["id"], "virtual_account.created", account["id"]]
    whole = json.loads(run("wait-for", "--json").stdout)
    assert whole["items"][0]["id"] == event["id"]


def test_an_event_that_comes(merchant, run):
    account = merchant.account()
    other = Merchant(merchant.server, merchant.key_id, merchant.secret)
    thread = threading.Timer(0.3, lambda: other.credit(account))
    thread.start()
    done = run("wait-for", "virtual_account.credited", "--delivered", "--timeout", "30s")
    thread.join()
    other.close()
    assert "virtual_account.credited" in done.stdout


def test_an_event_that_does_not_come(merchant, run):
    account = merchant.account()
    done = run("wait-for", "virtual_account.credited", "--entity-id", account["id"], "--timeout",
               "0s", code=2)
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert "nearest: " in done.stderr and "virtual_account.created" in done.stderr


def test_a_sandbox_that_is_not_there(run):
    done = run("wait-for", "virtual_account.credited", code=1,
               SMARTCOLLECT_URL="http://127.0.0.1:9")
    assert "no sandbox" in done.stderr and "hint:" in done.stderr


def test_events_are_listed_and_sent_again(merchant, run, receiver):
    credit = merchant.credit(merchant.account())
    listed = run("events", "list", "--count", "3").stdout.splitlines()
    assert [line.split()[1] for line in listed] == [
        "virtual_account.credited", "payment.captured", "payment.authorized"]
    assert len(json.loads(run("events", "--json").stdout)["items"]) == 4
    merchant.webhook(receiver.url, ["*"])
    assert run("events", "resend", credit["events"][0]).stdout == "1 events, 1 deliveries\n"
    assert run("events", "resend", credit["payment"]["id"]).stdout == "3 events, 3 deliveries\n"
    told = [d.headers["x-razorpay-event-id"] for d in receiver.wait(4)]
    assert told == [credit["events"][0], *credit["events"]]
    assert run("events", "resend", "00000000000000", code=1).stderr.startswith("error:")


def test_events_are_watched(merchant, run):
    merchant.account()
    last = merchant.events()[0]["id"]
    tail = subprocess.Popen(
        [binary(), "events", "tail", "--since", last, "--url", merchant.server.url],
        stdout=subprocess.PIPE, text=True,
        env={**environment(), "SMARTCOLLECT_KEY": merchant.key_id,
             "SMARTCOLLECT_SECRET": merchant.secret})
    merchant.credit(merchant.account())
    names = [tail.stdout.readline().split()[1] for _ in range(4)]
    tail.terminate()
    tail.wait()
    tail.stdout.close()
    assert names == ["virtual_account.created", "payment.authorized", "payment.captured",
                     "virtual_account.credited"]


def test_what_is_watched_is_asked_for_once():
    """A sandbox whose every answer is one event, of the answer's number."""
    def way(connection):
        event = {"id": f"{len(sandbox.deliveries):014}", "event": "virtual_account.created"}
        answer(connection, body=json.dumps({"items": [event]}).encode())

    sandbox = Bad(way)
    tail = subprocess.Popen(
        [binary(), "events", "tail", "--json", "--since", "0" * 14,
         "--url", sandbox.url.removesuffix("/hook")],
        stdout=subprocess.PIPE, text=True, env=environment())
    shown = [json.loads(tail.stdout.readline())["id"] for _ in range(3)]
    tail.terminate()
    tail.wait()
    tail.stdout.close()
    sandbox.close()
    assert shown == [f"{number:014}" for number in (1, 2, 3)]


def test_webhooks_come_and_go(merchant, run, receiver):
    added = run("webhooks", "add", receiver.url, "--event", "virtual_account.created",
                SMARTCOLLECT_WEBHOOK_SECRET="orchid-secret").stdout
    id, state, url, events = added.split()
    assert (state, url, events) == ("active", receiver.url, "virtual_account.created")
    assert run("webhooks", "list").stdout == added
    merchant.account()
    delivery, = receiver.wait(1)
    assert delivery.signed_by("orchid-secret")
    run("webhooks", "remove", id)
    assert json.loads(run("webhooks", "--json").stdout)["items"] == []
    assert run("webhooks", "remove", id, code=1).stderr.startswith("error:")


def test_faults_are_set_and_cleared(merchant, run):
    fault = {"match": {"method": "GET", "path": "/v1/*"}, "do": "error", "status": 502, "times": 2}
    done = run("faults", "set", "error", "--method", "GET", "--path", "/v1/*", "--status", "502",
               "--times", "2")
    assert json.loads(done.stdout) == [fault] == merchant.control_ok("GET", "/faults")
    run("faults", "set", "delay", "--by", "1s", "--add")
    assert json.loads(run("faults", "list").stdout) == [fault, {"do": "delay", "by": "1s"}]
    run("faults", "clear")
    assert merchant.control_ok("GET", "/faults") == []
    assert "do must be one of" in run("faults", "set", "explode", code=1).stderr


def test_time_is_moved(merchant, run):
    now = merchant.freeze()
    merchant.account(close_by=now + 3600)
    done = run("clock", "advance", "2h").stdout.splitlines()
    assert done[0].split()[:2] == [str(now + 3600), "virtual_account.closed"]
    assert done[1].startswith(f"now {now + 7200}, standing")
    run("clock", "set", str(now + 10000))
    assert merchant.now() == now + 10000
    run("clock", "resume")
    assert "standing" not in run("clock").stdout
    run("clock", "freeze")
    assert merchant.control_ok("GET", "/clock")["frozen"] is True
    assert run("clock", "set", "946684800", code=1).stderr.startswith("error:")


@pytest.mark.parametrize("arguments", [
    ("clock", "advance"), ("clock", "advance", "soon"), ("clock", "set", "noon"),
    ("faults", "set"), ("webhooks", "add"), ("events", "resend"), ("wait-for", "--timeout", "x"),
], ids=" ".join)
def test_usage_errors(arguments, run):
    run(*arguments, code=64)
