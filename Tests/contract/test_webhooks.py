"""The webhook engine: what arrives, when, in which order, and what is made of receivers that fail."""

import contextlib
import json
import random
import socket
import threading
import time

import pytest

from receivers import (
    Bad, answer, answering, babbling, certified, dripping, flooding, hanging, resetting, stalling)
from sandbox import Merchant, Receiver, running, times
from tables import table

# Milliseconds between the attempts of an event of a virtual account or payment.
GAPS = [200, 5000] + [10000 * 2**n for n in range(13)]
# How often the process is killed while it delivers.
ROUNDS = times(10, 50)


@pytest.fixture
def bad():
    """Makes receivers that behave as they are told, and ends them."""
    with contextlib.ExitStack() as stack:
        def make(way, context=None, **options):
            receiver = Bad(way, context, **options)
            stack.callback(receiver.close)
            return receiver
        yield make


def stand_still(merchant):
    """Stops the merchant's clock at a full second, which it returns."""
    second = merchant.freeze() + 1
    return merchant.control_ok("POST", "/clock", {"set": second})["now"]


def log(merchant, hook, **filters):
    """The delivery log of a webhook, oldest first."""
    query = "".join(f"&{name}={value}" for name, value in filters.items())
    items, skip = [], 0
    while True:
        page = merchant.control_ok(
            "GET", f"/deliveries?webhook_id={hook['id']}&count=100&skip={skip}{query}")["items"]
        items += page
        skip += 100
        if len(page) < 100:
            return items[::-1]


def eventually(look, timeout=15):
    """What `look` sees, as soon as it sees anything."""
    deadline = time.monotonic() + timeout
    while not (seen := look()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
    return seen


def settled(merchant, hook):
    """The log once nothing goes on: all is told, or what comes next has failed and waits."""
    def look():
        entries = log(merchant, hook)
        pending = [e for e in entries if e["status"] == "pending"]
        waits = not pending or min(pending, key=lambda e: e["event_id"])["attempt"] > 1
        return entries if entries and waits else None
    return eventually(look)


def attempts(entries):
    return [entry for entry in entries if entry["sent_at"] is not None]


# Retries

def test_an_event_is_tried_for_a_day_and_then_the_webhook_is_disabled(merchant, bad):
    receiver = bad(answering(500))
    start = stand_still(merchant)
    hook = merchant.webhook(receiver.url, ["virtual_account.created"])
    merchant.account()
    receiver.wait(1)
    settled(merchant, hook)
    merchant.account()
    fired = merchant.advance("25h")["fired"]
    tried = [f for f in fired if f["what"] == "webhook.attempted"]
    times = [start + sum(GAPS[:n]) // 1000 for n in range(1, 16)]
    assert [f["at"] for f in tried] == times
    assert [f["attempt"] for f in tried] == list(range(2, 17))
    assert fired[-1] == {"at": times[-1], "what": "webhook.disabled", "id": hook["id"]}
    first, *rest = log(merchant, hook)
    assert [e["attempt"] for e in rest if e["event_id"] == first["event_id"]] == list(range(2, 17))
    dropped, = [e for e in rest if e["event_id"] != first["event_id"]]
    assert dropped["status"] == "dropped" and "disabled" in dropped["diagnosis"]
    shown = merchant.get(f"/v1/webhooks/{hook['id']}")
    assert (shown["active"], shown["disabled_at"]) == (False, times[-1])
    assert len({d.headers["x-razorpay-event-id"] for d in receiver.deliveries}) == 1
    assert len({d.body for d in receiver.deliveries}) == 1


def test_a_disabled_webhook_is_told_nothing_until_it_is_enabled(merchant, bad):
    receiver = bad(answering(500))
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["virtual_account.created"])
    merchant.account()
    merchant.advance("25h")
    receiver.way = answering(200)
    told = len(receiver.deliveries)
    missed = merchant.account()
    assert merchant.advance("1h")["fired"] == []
    enabled = merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"active": True})
    assert (enabled["active"], enabled["disabled_at"]) == (True, 0)
    account = merchant.account()
    later = receiver.wait(told + 1)[told:]
    assert [d.event["payload"]["virtual_account"]["entity"]["id"] for d in later] == [account["id"]]
    assert missed["id"] not in str(later)


def test_a_refund_has_no_quick_second_try(merchant, bad):
    receiver = bad(answering(500))
    payment = merchant.payment()
    start = stand_still(merchant)
    hook = merchant.webhook(receiver.url, ["refund.created"])
    merchant.refund(payment)
    settled(merchant, hook)
    tried = merchant.advance("40s")["fired"]
    assert [f["at"] - start for f in tried] == [5, 15, 35]


def test_a_receiver_that_is_back_hears_everything_in_order(merchant, bad):
    receiver = bad(answering(200))
    hook = merchant.webhook(receiver.url, ["*"])
    receiver.close()
    for _ in range(3):
        merchant.credit(merchant.account())
    time.sleep(0.5)
    receiver.open()
    receiver.wait(12, timeout=20)
    settled(merchant, hook)
    raised = [event["id"] for event in reversed(merchant.events())]
    assert [d.headers["x-razorpay-event-id"] for d in receiver.deliveries] == raised


@table("statuses, tries",
       ("a server error", [500, 503, 200], 3), ("a redirect", [302, 200], 2),
       ("no answer at all", [None, 200], 2))
def test_order_is_kept_while_a_receiver_fails(statuses, tries, merchant, bad):
    left = list(statuses)

    def way(connection):
        status = left.pop(0) if len(left) > 1 else left[0]
        return resetting(connection) if status is None else answer(connection, status)

    receiver = bad(way)
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.credit(merchant.account())
    settled(merchant, hook)
    merchant.advance("1m")
    raised = [event["id"] for event in reversed(merchant.events())]
    heard = [d.headers["x-razorpay-event-id"] for d in receiver.deliveries]
    assert heard == raised[:1] * tries + raised[1:]


def test_an_event_that_is_refused_lets_others_pass(merchant, bad):
    """4xx says that the receiver is there and does not want this one."""
    def way(connection):
        name = receiver.deliveries[-1].name
        answer(connection, 422 if name == "payment.authorized" else 200)

    receiver = bad(way)
    merchant.freeze()
    merchant.webhook(receiver.url, ["*"])
    merchant.credit(merchant.account())
    assert [d.name for d in receiver.wait(4)] == [
        "virtual_account.created", "payment.authorized", "payment.captured",
        "virtual_account.credited"]
    merchant.advance("6s")
    assert [d.name for d in receiver.deliveries[4:]] == ["payment.authorized"] * 2


def test_the_clock_moves_while_webhooks_of_another_hang(merchant, new_merchant, bad):
    hung, other = bad(hanging), new_merchant()
    other.webhook(hung.url, ["*"])
    other.account()
    hung.wait(1)
    receiver = bad(answering(500, 200))
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    settled(merchant, hook)
    assert [f["status"] for f in merchant.advance("1h")["fired"]] == ["delivered"]


def test_two_moves_of_a_clock_at_once(server, merchant, new_merchant, bad):
    receiver = bad(answering(500))
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    settled(merchant, hook)
    start, moves = merchant.now(), []

    def move():
        caller = new_merchant(merchant.key_id, merchant.secret)
        moves.append(caller.advance("5h"))

    threads = [threading.Thread(target=move) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fired = sorted((f for m in moves for f in m["fired"]), key=lambda f: f["attempt"])
    assert [f["attempt"] for f in fired] == list(range(2, len(fired) + 2))
    # The later move ends as far from where it began: on the way of the other, or behind its end,
    # where one more attempt falls due.
    moved = merchant.now() - start
    assert 5 * 3600 <= moved <= 10 * 3600
    assert len(fired) == (12 if moved < 6 * 3600 else 13)


@table("stands", ("a clock that runs", False), ("a clock that stands", True))
def test_a_failure_after_ids_have_begun_anew_disables_nothing(stands, merchant):
    """They do so in August 2040, and an event's age is told by its id."""
    if stands:
        merchant.freeze()
    merchant.control_ok("POST", "/clock", {"set": 2240000000})
    hook = merchant.webhook("http://127.0.0.1:9/hook", ["*"])
    merchant.credit(merchant.account())
    first = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert (first["attempt"], first["status"]) == (1, "failed")
    shown = merchant.get(f"/v1/webhooks/{hook['id']}")
    assert (shown["active"], shown["disabled_at"]) == (True, 0)


# Isolation

def test_receivers_that_hang_delay_nobody_else(server, new_merchant, bad):
    hung, healthy = bad(hanging), bad(answering(200))
    for _ in range(4):
        crowd = new_merchant()
        for _ in range(30):
            crowd.webhook(hung.url, ["*"])
        crowd.account()
    one = new_merchant()
    hook = one.webhook(healthy.url, ["*"])
    for _ in range(30):
        one.account()
    entries = eventually(lambda: (e := log(one, hook, status="delivered")) and len(e) == 30 and e)
    waited = [e["sent_at"] - e["due_at"] for e in entries]
    # It may be that a second has just ended.
    assert sorted(waited)[-2] <= 1, waited
    assert hung.wait(1)


@table("way", ("that hangs", hanging), ("that resets", resetting), ("a byte a second", dripping),
       ("of a gigabyte", flooding))
def test_a_bad_receiver_costs_its_neighbour_nothing(way, merchant, bad):
    worst, healthy = bad(way), bad(answering(200))
    bad_hook = merchant.webhook(worst.url, ["*"])
    hook = merchant.webhook(healthy.url, ["*"])
    for _ in range(10):
        merchant.account()
    healthy.wait(10)
    settled(merchant, hook)
    assert worst.wait(1)
    first = eventually(lambda: attempts(log(merchant, bad_hook)))[0]
    assert first["duration_ms"] < 6000


# Sending again

def test_what_is_sent_again_goes_first_and_frees_the_line(merchant, bad):
    receiver = bad(answering(500))
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.credit(merchant.account())
    settled(merchant, hook)
    receiver.way = answering(200)
    told = len(receiver.deliveries)
    first = merchant.events()[-1]
    merchant.control_ok("POST", f"/events/{first['id']}/resend", {})
    receiver.wait(told + 4)
    raised = [event["id"] for event in reversed(merchant.events())]
    assert [d.headers["x-razorpay-event-id"] for d in receiver.deliveries[told:]] == raised
    given_up, = log(merchant, hook, status="dropped")
    assert given_up["event_id"] == first["id"] and "sent again" in given_up["diagnosis"]
    assert merchant.advance("25h")["fired"] == []


def test_the_notifications_of_one_payment_are_sent_again(merchant, receiver):
    credit = merchant.credit(merchant.account())
    merchant.payment()
    merchant.webhook(receiver.url, ["*"])
    sent = merchant.control_ok(
        "POST", "/events/resend", {"payment_id": credit["payment"]["id"]})
    assert (sent["events"], sent["deliveries"]) == (credit["events"], 3)
    heard = [d.headers["x-razorpay-event-id"] for d in receiver.wait(3)]
    assert heard == credit["events"]


def test_a_webhook_that_is_off_cannot_be_sent_anything(merchant):
    merchant.account()
    event, = merchant.events()
    hook = merchant.webhook()
    merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"active": False})
    answer = merchant.control(
        "POST", f"/events/{event['id']}/resend", {"webhook_id": hook["id"]})
    assert answer.status == 400 and "active" in answer.error["description"]


def test_what_was_queued_is_dropped_when_a_webhook_is_switched_off(merchant, bad):
    receiver = bad(answering(500))
    merchant.freeze()
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    settled(merchant, hook)
    merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"active": False})
    assert [e["status"] for e in log(merchant, hook)] == ["failed", "dropped"]
    assert merchant.advance("25h")["fired"] == []


# Diagnosis

@table(
    "way, words",
    ("a signature that is not right", answering(401), ["401", "raw body", "API key"]),
    ("a wrong path", answering(404), ["404", "path"]),
    ("a redirect", answering(301, headers="Location: /other\r\n"), ["301", "not followed"]),
    ("an error of its own", answering(500), ["500", "log"]),
    ("a proxy", answering(502), ["502", "proxy"]),
    ("no answer", resetting, ["closed the connection"]),
    ("no HTTP", babbling, ["not HTTP"]),
    ("no answer in time", hanging, ["five seconds"]),
    ("no end in time", stalling, ["began to answer"]),
)
def test_a_failed_delivery_says_what_was_wrong(way, words, merchant, bad):
    hook = merchant.webhook(bad(way).url, ["*"])
    merchant.account()
    entry = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert entry["status"] == "failed"
    assert all(word in entry["diagnosis"] for word in words), entry


@table(
    "url, words",
    ("nothing there", "http://127.0.0.1:9/hook", ["refused", "host.docker.internal"]),
    ("an unknown name", "http://nobody.invalid/hook", ["nobody.invalid", "resolved"]),
)
def test_a_receiver_that_is_not_there(url, words, merchant):
    hook = merchant.webhook(url, ["*"])
    merchant.account()
    entry = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert all(word in entry["diagnosis"] for word in words), entry


def test_however_much_cannot_be_sent_the_server_goes_on():
    """Thousands of attempts that fall due at once, and take no time to fail."""
    with running() as server:
        merchant = Merchant(server)
        account = merchant.account()
        for _ in range(300):
            merchant.credit(account)
        merchant.webhook("http://127.0.0.1:0/hook", ["*"])
        body = json.dumps({"virtual_account_id": account["id"]})
        head = "\r\n".join([
            "POST /_sandbox/events/resend HTTP/1.1", "Host: localhost",
            f"Authorization: {merchant.authorization}", "Content-Type: application/json",
            f"Content-Length: {len(body)}"])
        requests = [f"{head}\r\n\r\n{body}"] * 30
        requests.append(f"{head}\r\nConnection: close\r\n\r\n{body}")
        with socket.create_connection((server.host, server.port), 30) as connection:
            connection.sendall("".join(requests).encode())
            answers = connection.makefile("rb").read()
        assert answers.count(b"HTTP/1.1 200") == len(requests)
        failed = "/deliveries?status=failed&count=1"
        entry, = eventually(lambda: merchant.control_ok("GET", failed)["items"])
        assert "port" in entry["diagnosis"]
        merchant.close()


def test_the_log_is_filtered(merchant, bad):
    receiver = bad(answering(500, 200))
    hook = merchant.webhook(receiver.url, ["*"])
    other = merchant.webhook("http://127.0.0.1:9/hook", ["payment.captured"])
    merchant.credit(merchant.account())
    receiver.wait(5)
    entries = settled(merchant, hook)
    event = entries[0]["event_id"]
    assert {e["status"] for e in entries} == {"failed", "delivered"}
    assert [e["event_id"] for e in log(merchant, hook, status="failed")] == [event]
    assert len(log(merchant, hook, event_id=event)) == 2
    assert {e["event"] for e in log(merchant, hook, event="payment.captured")} == {
        "payment.captured"}
    assert {e["webhook_id"] for e in log(merchant, other)} == {other["id"]}
    assert log(merchant, hook, **{"from": merchant.now() + 3600}) == []
    answer = merchant.control("GET", "/deliveries?status=lost")
    assert answer.status == 400


def test_what_the_receiver_said_is_kept_in_part(merchant, bad):
    receiver = bad(answering(500, body=b"x" * 10000))
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    entry = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert entry["response_body"] == "x" * 4096
    sent = receiver.deliveries[0].headers
    assert {n.lower(): v for n, v in entry["request_headers"].items()}.items() <= sent.items()


# TLS

def test_a_certificate_that_nobody_vouches_for_is_refused(merchant, bad, tmp_path):
    receiver = bad(answering(200), certified(tmp_path))
    hook = merchant.webhook(receiver.url, ["*"])
    merchant.account()
    entry = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert "certificate" in entry["diagnosis"] and "--webhook-insecure" in entry["diagnosis"]
    assert receiver.deliveries == []


def test_local_certificates_are_accepted_on_demand(bad, tmp_path):
    receiver = bad(answering(200), certified(tmp_path))
    with running("--webhook-insecure") as server:
        merchant = Merchant(server)
        merchant.control_ok("POST", "/webhooks", {"url": receiver.url, "secret": "orchid-secret"})
        merchant.credit(merchant.account())
        deliveries = receiver.wait(4)
        merchant.close()
    assert all(delivery.signed_by("orchid-secret") for delivery in deliveries)


def test_clear_text_behind_a_url_of_tls(merchant, bad):
    receiver = bad(answering(400), reads=lambda connection: connection.recv(100) and ("", {}, b""))
    hook = merchant.webhook(receiver.url.replace("http:", "https:"), ["*"])
    merchant.account()
    entry = eventually(lambda: attempts(log(merchant, hook)))[0]
    assert entry["status"] == "failed" and "http" in entry["diagnosis"]


# Secrets

def test_a_changed_secret_signs_what_comes_later(merchant, bad):
    receiver = bad(answering(500))
    merchant.freeze()
    hook = merchant.control_ok("POST", "/webhooks", {"url": receiver.url, "secret": "first-secret"})
    merchant.account()
    settled(merchant, hook)
    merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"secret": "second-secret"})
    receiver.way = answering(200)
    merchant.account()
    merchant.advance("1m")
    old, retried, new = receiver.wait(3)
    assert old.signed_by("first-secret") and retried.signed_by("first-secret")
    assert new.signed_by("second-secret")


def test_secrets_are_told_to_nobody(bad):
    receiver = bad(answering(401))
    with running("--log-level", "debug", "--webhook-retries", "fast") as server:
        merchant = Merchant(server)
        hook = merchant.control_ok("POST", "/webhooks", {
            "url": receiver.url, "secret": "very-secret-1"})
        merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"secret": "very-secret-2"})
        merchant.account()
        receiver.wait(3)
        shown = [merchant.call("GET", path).body for path in (
            f"/v1/webhooks/{hook['id']}", "/_sandbox/webhooks", "/_sandbox/deliveries",
            "/_sandbox/requests", "/_sandbox/events")]
        merchant.close()
    told = server.stderr() + "\n".join(server.banner) + str(shown)
    assert "very-secret" not in told and merchant.secret not in server.stderr()


# Restarts

def test_nothing_that_was_answered_is_lost_by_kills(tmp_path, bad):
    """Killed again and again while it delivers; each event comes at least once, none twice wrong."""
    receiver = bad(answering(200))
    flags = ("--database", str(tmp_path / "sandbox.db"), "--webhook-retries", "fast")
    chance, answered, credentials = random.Random(4), [], None
    for _ in range(ROUNDS):
        with running(*flags) as server:
            merchant = Merchant(server, *(credentials or ()))
            credentials = (merchant.key_id, merchant.secret)
            if not answered:
                merchant.webhook(receiver.url, ["virtual_account.created"])
            for _ in range(chance.randrange(5, 25)):
                answered.append(merchant.account()["id"])
            time.sleep(chance.random() * 0.05)
            server.kill()
            merchant.close()
    with running(*flags) as server:
        merchant = Merchant(server, *credentials)
        raised = {event["id"] for event in merchant.events()}
        def heard():
            return [d.event["payload"]["virtual_account"]["entity"]["id"]
                    for d in list(receiver.deliveries)]
        eventually(lambda: set(answered) <= set(heard()))
        names = {d.headers["x-razorpay-event-id"]: d.body for d in receiver.deliveries}
        assert all(names[d.headers["x-razorpay-event-id"]] == d.body for d in receiver.deliveries)
        assert len(raised) and len(set(heard())) == len(names)
        merchant.close()


# A property, under a moving clock

WAYS = {"well": answering(200), "broken": answering(500), "resetting": resetting,
        "down": resetting}


class World:
    """Some receivers, the last one with TLS, a webhook to each, and what each of them is owed."""

    def __init__(self, merchant, bad, chance, context):
        self.merchant, self.chance = merchant, chance
        self.receivers = [bad(self.way(n), context if n == 2 else None) for n in range(3)]
        self.states = ["well"] * 3
        self.accepted = [[] for _ in range(3)]
        self.hooks = [merchant.webhook(r.url, ["*"]) for r in self.receivers]

    def way(self, n):
        def act(connection):
            state = self.states[n]
            if state == "slow":
                time.sleep(0.03)
                state = "well"
            event = self.receivers[n].deliveries[-1].headers["x-razorpay-event-id"]
            if state == "well":
                self.accepted[n].append(event)
            return WAYS[state](connection)
        return act

    def change(self, n, state):
        was, self.states[n] = self.states[n], state
        if was == "down" and state != "down":
            self.receivers[n].open()
        if was != "down" and state == "down":
            self.receivers[n].close()

    def step(self):
        n = self.chance.randrange(3)
        what = self.chance.random()
        if what < 0.4:
            self.merchant.credit(self.merchant.account(), 100)
        elif what < 0.7:
            self.change(n, self.chance.choice(["well", "slow", "broken", "resetting", "down"]))
        elif what < 0.97:
            self.merchant.advance(self.chance.choice(["1s", "7s", "1m", "20m", "3h"]))
        else:
            self.merchant.advance("25h")
        if self.chance.random() < 0.05:
            self.merchant.control_ok("PATCH", f"/webhooks/{self.hooks[n]['id']}", {"active": True})


@pytest.fixture(scope="module")
def trusting():
    with running("--webhook-insecure") as server:
        yield server


@pytest.mark.parametrize("seed", range(8))
def test_every_event_arrives_in_order_and_never_after_disabling(
        seed, trusting, new_merchant, bad, tmp_path):
    merchant = new_merchant(of=trusting)
    merchant.freeze()
    world = World(merchant, bad, random.Random(seed), certified(tmp_path))
    for _ in range(40):
        world.step()
    for n in range(3):
        world.change(n, "well")
    merchant.advance("24h")
    for n, hook in enumerate(world.hooks):
        settled(merchant, hook)
        entries = log(merchant, hook)
        assert not [e for e in entries if e["status"] == "pending"]
        delivered = sorted({e["event_id"] for e in entries if e["status"] == "delivered"})
        # The answer may have been lost when the receiver went down, but no event.
        accepted = list(dict.fromkeys(world.accepted[n]))
        assert [event for event in accepted if event in delivered] == delivered
        assert accepted == sorted(accepted)
        last = {e["event_id"]: e for e in entries}
        for event in set(last) - set(delivered):
            # It disabled the webhook after a day, or was dropped then.
            assert last[event]["status"] == "dropped" or last[event]["attempt"] >= 10, last[event]
        dropped = {e["event_id"] for e in entries if e["status"] == "dropped"}
        assert not dropped & set(delivered)
