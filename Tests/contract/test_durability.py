"""A database in a file: what was answered is still there after the process is killed."""

import collections
import http.client
import random
import shutil
import subprocess
import threading
import time

import pytest

from sandbox import Merchant, Receiver, Server, base62, binary, environment, running, times

KILLS = times(20, 200)
ROUNDS = times(4, 50)
WRITERS = 8


@pytest.fixture
def database(tmp_path):
    return tmp_path / "sandbox.db"


class Writer(threading.Thread):
    """Opens accounts, pays them and refunds parts until the server is gone."""

    def __init__(self, server, credentials):
        super().__init__()
        self.merchant = Merchant(server, *credentials)
        self.answered = {}

    def run(self):
        try:
            while True:
                account = self.note(self.merchant.account())
                credit = self.merchant.credit(account, 50000)
                payment = self.note(credit["payment"])
                self.answered[account["id"]]["amount_paid"] = 50000
                refund = self.merchant.refund(payment, amount=100)
                self.note(refund)
                self.answered[payment["id"]].update(amount_refunded=100, refund_status="partial")
        except (OSError, http.client.HTTPException):
            pass  # the server was killed; what it did not answer is not owed
        finally:
            self.merchant.close()

    def note(self, entity):
        self.answered[entity["id"]] = entity
        return entity


def route_of(id):
    kind = {"va": "virtual_accounts", "pay": "payments", "rfnd": "refunds"}[id.split("_")[0]]
    return f"/v1/{kind}/{id}"


def test_a_killed_server_loses_nothing_it_answered(database):
    credentials = [("rzp_test_" + base62(14), base62(24)) for _ in range(WRITERS)]
    owed = [{} for _ in range(WRITERS)]
    chance = random.Random(20260814)
    recoveries = []
    for _ in range(KILLS):
        server = Server("--database", str(database))
        recoveries.append(time.monotonic() - server.started)
        for pair, entities in zip(credentials, owed):
            check_owed(server, pair, entities)
        writers = [Writer(server, pair) for pair in credentials]
        for writer in writers:
            writer.start()
        time.sleep(0.1 + chance.random() * 0.4)
        server.kill()
        for number, writer in enumerate(writers):
            writer.join()
            owed[number] = writer.answered
        assert any(writer.answered for writer in writers)
    with running("--database", str(database)) as server:
        for pair, entities in zip(credentials, owed):
            check_owed(server, pair, entities)
            check_books(server, pair)
    # It is back at once; the quickest tells, whatever else the machine does.
    assert min(recoveries) < 2


def check_owed(server, credentials, entities):
    merchant = Merchant(server, *credentials)
    for id, entity in entities.items():
        found = merchant.get(route_of(id))
        if id.startswith("va_"):
            # A payment may have been booked whose answer was lost; it can only be more.
            assert found["amount_paid"] >= entity["amount_paid"]
            found["amount_paid"] = entity["amount_paid"]
        elif id.startswith("pay_"):
            assert found["amount_refunded"] >= entity["amount_refunded"]
            for name in ("amount_refunded", "refund_status"):
                found[name] = entity[name]
        assert found == entity
    merchant.close()


def every(merchant, kind, face="/v1"):
    """All entities of a kind, page by page."""
    found = []
    while page := merchant.get(f"{face}/{kind}?count=100&skip={len(found)}")["items"]:
        found += page
    return found


def check_books(server, credentials):
    """What accounts and payments say of money is the sum of the records behind it; nothing is there
    twice."""
    merchant = Merchant(server, *credentials)
    ledger = merchant.control_ok("GET", "/ledger")
    assert ledger["balanced"], ledger
    paid, returned = collections.Counter(), collections.Counter()
    for payment in every(merchant, "payments"):
        transfer = merchant.get(f"/v1/payments/{payment['id']}/bank_transfer")
        paid[transfer["virtual_account_id"]] += payment["amount"]
    for refund in every(merchant, "refunds"):
        returned[refund["payment_id"]] += refund["amount"]
    for account in every(merchant, "virtual_accounts"):
        assert account["amount_paid"] == paid[account["id"]] <= 50000
    for payment in every(merchant, "payments"):
        assert payment["amount_refunded"] == returned[payment["id"]] <= 100
    merchant.close()


def test_events_and_settings_survive(database):
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        merchant.configure(billing_label="Orchid Homes")
        account = merchant.account()
        merchant.credit(account)
        merchant.advance("10d")
        events, now = merchant.events(), merchant.now()
        server.kill()
    with running("--database", str(database)) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        assert [event["id"] for event in again.events()] == [event["id"] for event in events]
        assert again.settings()["billing_label"] == "Orchid Homes"
        assert again.now() >= now
        answer = Merchant(server, merchant.key_id, "another secret").call("GET", "/v1/payments")
        assert answer.status == 401
        for one in (merchant, again):
            one.close()


def test_a_delivery_that_was_owed_is_made_after_a_restart(database):
    refuser = Receiver(statuses=[500] * 50)
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        hook = merchant.ok("POST", "/v1/webhooks", {
            "url": refuser.url, "secret": "orchid-secret", "events": ["virtual_account.created"]})
        merchant.account()
        first = refuser.wait(1)[0]
        server.kill()
    with running("--database", str(database)) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        again.get(f"/v1/webhooks/{hook['id']}")
        told = len(refuser.deliveries)
        again.advance("1h")
        later = refuser.wait(told + 1)[-1]
        again.close()
    refuser.close()
    assert later.body == first.body
    assert later.headers["x-razorpay-event-id"] == first.headers["x-razorpay-event-id"]


def test_every_event_is_told_though_the_server_is_killed(database, receiver):
    """At least once, the same bytes each time, and nothing that was not committed."""
    merchant, chance = None, random.Random(20260815)
    credentials = ("rzp_test_" + base62(14), base62(24))
    for _ in range(ROUNDS):
        server = Server("--database", str(database))
        if merchant is None:
            merchant = Merchant(server, *credentials)
            merchant.control_ok("POST", "/webhooks", {"url": receiver.url, "events": ["*"]})
            merchant.close()
        writer = Writer(server, credentials)
        writer.start()
        time.sleep(0.2 + chance.random() * 0.3)
        server.kill()
        writer.join()
    with running("--database", str(database)) as server:
        merchant = Merchant(server, *credentials)
        merchant.advance("1h")
        committed = {event["id"] for event in every(merchant, "events", "/_sandbox")}
        receiver.wait_until(lambda seen: committed <= {event_id(one) for one in seen})
        merchant.close()
    bodies = collections.defaultdict(set)
    for delivery in receiver.deliveries:
        bodies[event_id(delivery)].add(delivery.body)
    assert bodies.keys() == committed
    assert all(len(versions) == 1 for versions in bodies.values())


def event_id(delivery):
    return delivery.headers["x-razorpay-event-id"]


def test_the_file_alone_is_whole_after_a_stop(database, tmp_path_factory):
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        account = merchant.account()
        assert server.stop() == 0
    copy = shutil.copy(database, tmp_path_factory.mktemp("elsewhere"))
    with running("--database", str(copy)) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        assert again.get(f"/v1/virtual_accounts/{account['id']}") == account
        again.close()


def refuses_to_start(*flags):
    """Exit code and lines of stderr of a server that must not come up."""
    done = subprocess.run(
        [binary(), "serve", "--port", "0", "--host", "127.0.0.1", *flags],
        capture_output=True, text=True, check=False, timeout=10, env=environment())
    assert done.returncode != 0
    assert "ready on" not in done.stdout
    return [line for line in done.stderr.splitlines() if line.strip()]


def complains(lines, *words):
    """One line names the fact; at most a hint stands beside it."""
    facts = [line for line in lines if line.startswith("error:")]
    assert len(facts) == 1 and len(lines) <= 2, lines
    for word in words:
        assert word in " ".join(lines), lines


def test_a_second_server_on_the_same_file(database):
    with running("--database", str(database)) as server:
        complains(refuses_to_start("--database", str(database)), str(database))
        merchant = Merchant(server)
        merchant.account()
        merchant.close()


def test_a_file_that_is_no_database(database):
    database.write_bytes(b"not a database at all, but long enough to be looked at\n" * 200)
    before = database.read_bytes()
    complains(refuses_to_start("--database", str(database)), str(database))
    assert database.read_bytes() == before


def test_a_database_in_a_folder_that_does_not_exist(tmp_path):
    missing = tmp_path / "nowhere" / "sandbox.db"
    complains(refuses_to_start("--database", str(missing)), str(missing))
    assert not missing.parent.exists()


def test_a_port_in_use(server):
    lines = refuses_to_start("--port", str(server.port))
    complains(lines, str(server.port))


def test_without_a_file_nothing_remains():
    with running() as server:
        merchant = Merchant(server)
        merchant.account()
    with running() as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        assert again.get("/v1/virtual_accounts")["count"] == 0
        again.close()
    merchant.close()
