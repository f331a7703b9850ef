"""The verbs that talk to a running sandbox about events."""

import json
import subprocess
import threading

import pytest

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


@pytest.mark.parametrize("arguments", [("wait-for", "--timeout", "x")], ids=" ".join)
def test_usage_errors(arguments, run):
    run(*arguments, code=64)
