"""Webhooks that go wrong on purpose, and the signature doctor."""

import hashlib
import hmac
import json

import pytest

from receivers import Bad, answering
from sandbox import DEFAULT_KEY, Merchant
from tables import table
from test_webhooks import eventually, log, settled

SECRET = "orchid-secret"


@pytest.fixture
def receiver():
    receiver = Bad(answering(200))
    yield receiver
    receiver.close()


@pytest.fixture
def hook(merchant, receiver):
    """A webhook that hears of accounts only, on a clock that stands."""
    merchant.freeze()
    return merchant.control_ok("POST", "/webhooks", {
        "url": receiver.url, "secret": SECRET, "events": ["virtual_account.created"]})


def behave(merchant, hook, **behaviour):
    return merchant.control_ok("POST", f"/webhooks/{hook['id']}/behaviour", behaviour)


def ids(deliveries):
    return [d.headers["x-razorpay-event-id"] for d in deliveries]


def raised(merchant):
    return [event["id"] for event in reversed(merchant.events(event="virtual_account.created"))]


def open_accounts(merchant, count):
    for _ in range(count):
        merchant.account()


def test_duplicates(merchant, hook, receiver):
    behave(merchant, hook, next=2, do="duplicate")
    open_accounts(merchant, 3)
    first, second, third = raised(merchant)
    receiver.wait(5)
    settled(merchant, hook)
    assert ids(receiver.deliveries) == [first, first, second, second, third]
    assert len({d.body for d in receiver.deliveries}) == 3
    assert [e["behaviour"] for e in log(merchant, hook)] == [
        None, "duplicate", None, "duplicate", None]


def test_a_duplicate_that_comes_later(merchant, hook, receiver):
    behave(merchant, hook, next=1, do="duplicate", by="90s")
    open_accounts(merchant, 2)
    first, second = raised(merchant)
    receiver.wait(2)
    merchant.advance("91s")
    assert ids(receiver.deliveries) == [first, second, first]


def test_drops(merchant, hook, receiver):
    behave(merchant, hook, next=2, do="drop")
    open_accounts(merchant, 3)
    receiver.wait(1)
    assert ids(receiver.deliveries) == raised(merchant)[2:]
    entries = log(merchant, hook)
    assert [e["status"] for e in settled(merchant, hook)][:2] == ["dropped", "dropped"]
    assert "on purpose" in entries[0]["diagnosis"]
    assert merchant.advance("25h")["fired"] == []
    merchant.control_ok("POST", f"/events/{raised(merchant)[0]}/resend", {})
    assert ids(receiver.wait(2))[1] == raised(merchant)[0]


def test_reordering(merchant, hook, receiver):
    behave(merchant, hook, next=3, do="reorder")
    open_accounts(merchant, 2)
    assert merchant.advance("1h")["fired"] == [] and receiver.deliveries == []
    held = log(merchant, hook)
    assert [(e["status"], e["due_at"]) for e in held] == [("pending", None)] * 2
    open_accounts(merchant, 2)
    receiver.wait(4)
    first, second, third, fourth = raised(merchant)
    assert ids(receiver.deliveries) == [third, second, first, fourth]


def test_what_is_held_goes_out_when_the_behaviour_is_taken_back(merchant, hook, receiver):
    behave(merchant, hook, next=3, do="reorder")
    open_accounts(merchant, 2)
    merchant.control_ok("DELETE", f"/webhooks/{hook['id']}/behaviour")
    receiver.wait(2)
    assert ids(receiver.deliveries) == raised(merchant)


def test_delays(merchant, hook, receiver):
    behave(merchant, hook, next=1, do="delay", by="90s")
    open_accounts(merchant, 2)
    late, other = raised(merchant)
    eventually(lambda: log(merchant, hook, status="delivered"))
    assert merchant.advance("89s")["fired"] == []
    fired, = merchant.advance("1s")["fired"]
    assert (fired["event_id"], fired["status"]) == (late, "delivered")
    assert ids(receiver.deliveries) == [other, late]


def test_bad_signatures(merchant, hook, receiver):
    behave(merchant, hook, next=1, do="bad_signature")
    open_accounts(merchant, 2)
    bad, good = receiver.wait(2)
    assert not bad.signed_by(SECRET) and good.signed_by(SECRET)
    assert len(bad.headers["x-razorpay-signature"]) == 64


def test_a_refused_bad_signature_is_followed_by_a_good_one(merchant, hook, receiver):
    receiver.way = answering(400, 200)
    behave(merchant, hook, next=1, do="bad_signature")
    open_accounts(merchant, 1)
    receiver.wait(1)
    settled(merchant, hook)
    merchant.advance("1s")
    bad, good = receiver.wait(2)
    assert not bad.signed_by(SECRET) and good.signed_by(SECRET)


@table("changed", ("a secret that was changed", True), ("a secret that never was", False))
def test_old_secrets(changed, merchant, hook, receiver):
    if changed:
        merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"secret": "newer-secret"})
    current = "newer-secret" if changed else SECRET
    behave(merchant, hook, next=1, do="old_secret")
    open_accounts(merchant, 2)
    old, new = receiver.wait(2)
    assert not old.signed_by(current) and new.signed_by(current)
    assert old.signed_by(SECRET) == changed


def test_a_behaviour_is_shown_with_what_is_left_of_it(merchant, hook, receiver):
    path = f"/webhooks/{hook['id']}/behaviour"
    nothing = {"do": None, "next": 0}
    assert merchant.control_ok("GET", path) == nothing
    sent = {"do": "delay", "next": 2, "by": "90s"}
    assert behave(merchant, hook, **sent) == merchant.control_ok("GET", path) == sent
    open_accounts(merchant, 1)
    assert merchant.control_ok("GET", path) == {**sent, "next": 1}
    behave(merchant, hook, next=5, do="drop")
    assert merchant.control_ok("GET", path) == {"do": "drop", "next": 5}
    assert merchant.control_ok("DELETE", path) == nothing
    open_accounts(merchant, 1)
    receiver.wait(1)


def test_a_refused_change_uses_nothing_up(merchant, hook, receiver):
    behave(merchant, hook, next=1, do="drop")
    refused = merchant.call("POST", "/v1/virtual_accounts", {"receivers": {"types": ["paper"]}})
    assert refused.status == 400
    open_accounts(merchant, 2)
    receiver.wait(1)
    assert ids(receiver.deliveries) == raised(merchant)[1:]


@table("body", ("nothing", {}), ("an unknown kind", {"do": "lose"}),
       ("none", {"do": "drop", "next": 0}), ("words", {"do": "drop", "next": "two"}), ("too many", {"do": "drop", "next": 1001}),
       ("one alone in disorder", {"do": "reorder", "next": 1}),
       ("a delay of nothing said", {"do": "delay"}), ("no duration", {"do": "delay", "by": "soon"}),
       ("a late drop", {"do": "drop", "by": "5s"}), ("an unknown field", {"do": "drop", "for": 1}))
def test_a_behaviour_that_is_refused(body, merchant, hook):
    answer = merchant.control("POST", f"/webhooks/{hook['id']}/behaviour", body)
    assert answer.status == 400, answer
    assert merchant.control_ok("GET", f"/webhooks/{hook['id']}/behaviour")["next"] == 0


# The signature doctor

def sign(body, secret):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.fixture
def delivery(merchant, hook, receiver):
    """An event with characters beyond ASCII, a slash and markup in it."""
    merchant.account(description="किराया / rent & <more>", notes={"b": "2", "a": "1"})
    return receiver.wait(1)[0]


def verify(merchant, body, signature, **fields):
    body = body if isinstance(body, str) else body.decode()
    answer = merchant.control_ok(
        "POST", "/webhooks/verify", {"body": body, "signature": signature, **fields})
    assert answer["advice"]
    return answer["result"]


STYLES = {
    "JavaScript": lambda v: json.dumps(v, separators=(",", ":"), ensure_ascii=False),
    "Python": json.dumps,
    "Python, sorted": lambda v: json.dumps(v, sort_keys=True),
    "Go": lambda v: json.dumps(v, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    .replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e"),
    "PHP": lambda v: json.dumps(v, separators=(",", ":")).replace("/", r"\/"),
    "indented": lambda v: json.dumps(v, indent=2, ensure_ascii=False),
    "indented more": lambda v: json.dumps(v, indent=4, ensure_ascii=False),
}


def test_a_right_signature(merchant, delivery):
    signature = delivery.headers["x-razorpay-signature"]
    assert verify(merchant, delivery.body, signature) == "ok"
    assert verify(merchant, delivery.body, signature, secret=SECRET) == "ok"
    assert verify(merchant, "any body", sign(b"any body", "my own"), secret="my own") == "ok"


@pytest.mark.parametrize("style", STYLES)
def test_a_body_that_was_parsed_and_written_again(style, merchant, delivery):
    written = STYLES[style](delivery.event).encode()
    signature = delivery.headers["x-razorpay-signature"]
    assert verify(merchant, written, signature) == "body_reserialised"
    assert verify(merchant, delivery.body, sign(written, SECRET)) == "body_reserialised"


def test_a_body_that_is_given_as_json(merchant, delivery):
    answer = merchant.control_ok("POST", "/webhooks/verify", {
        "body": delivery.event, "signature": delivery.headers["x-razorpay-signature"]})
    assert answer["result"] == "body_reserialised"


def test_the_secret_of_the_api_key(merchant, delivery):
    signature = delivery.headers["x-razorpay-signature"]
    wrong = "signed_with_api_key_secret"
    assert verify(merchant, delivery.body, sign(delivery.body, merchant.secret)) == wrong
    assert verify(merchant, delivery.body, signature, secret=merchant.secret) == wrong
    made = sign(delivery.body, merchant.secret)
    assert verify(merchant, delivery.body, made, secret=merchant.secret) == wrong


def test_the_default_merchants_secret_without_credentials(server):
    caller = Merchant(server, *DEFAULT_KEY)
    answer = caller.call("POST", "/_sandbox/webhooks/verify", {
        "body": "{}", "signature": sign(b"{}", DEFAULT_KEY[1])}, auth=None)
    assert answer.json["result"] == "signed_with_api_key_secret"
    caller.close()


@pytest.mark.parametrize("style", STYLES)
def test_the_payload_alone(style, merchant, delivery):
    payload = delivery.event["payload"]
    for part in (payload, payload["virtual_account"]["entity"]):
        signature = sign(STYLES[style](part).encode(), SECRET)
        assert verify(merchant, delivery.body, signature) == "payload_only"


def test_an_old_secret(merchant, hook, delivery):
    merchant.control_ok("PATCH", f"/webhooks/{hook['id']}", {"secret": "newer-secret"})
    signature = delivery.headers["x-razorpay-signature"]
    assert verify(merchant, delivery.body, signature) == "old_secret"
    newer = sign(delivery.body, "newer-secret")
    assert verify(merchant, delivery.body, newer) == "ok"
    assert verify(merchant, delivery.body, newer, secret=SECRET) == "old_secret"


def test_what_the_sandbox_signed_wrongly_itself(merchant, hook, receiver):
    behave(merchant, hook, next=1, do="old_secret")
    merchant.account()
    delivery, = receiver.wait(1)
    signature = delivery.headers["x-razorpay-signature"]
    assert verify(merchant, delivery.body, signature) == "old_secret"


def test_what_nobody_knows(merchant, delivery):
    signature = delivery.headers["x-razorpay-signature"]
    assert verify(merchant, delivery.body, sign(delivery.body, "whose?")) == "unknown"
    assert verify(merchant, delivery.body[:-1], signature) == "unknown"
    assert verify(merchant, delivery.body, signature, secret="whose?") == "unknown"
    assert verify(merchant, delivery.body, signature.upper()) == "unknown"


@table("body", ("nothing", {}), ("no signature", {"body": "{}"}), ("no body", {"signature": "00"}),
       ("a number", {"body": 1, "signature": "00"}),
       ("too much", {"body": "x" * 40000, "signature": "00"}),
       ("an unknown field", {"body": "{}", "signature": "00", "key": "x"}))
def test_a_question_that_the_doctor_refuses(body, merchant):
    assert merchant.control("POST", "/webhooks/verify", body).status == 400
