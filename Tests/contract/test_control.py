"""The control API: money in, time, events, health, and who may call."""

import json
import time

import pytest

import shapes
from sandbox import AXIS as BANK
from sandbox import Merchant, Receiver, payer
from shapes import NEFT_UTR, RRN, RTGS_UTR, Id, Text, check
from tables import rule, table

AXIS = {"name": "Nila Rao", **BANK}


# Credits

CREDIT_KEYS = ["id", "entity", "status", "reason", "mode", "amount", "utr", "payer", "to",
               "payment", "bank_transfer", "upi_transfer", "refund", "events", "created_at"]


def test_a_credit_shows_all_that_came_of_it(merchant):
    account = merchant.account()
    credit = merchant.credit(account, payer=AXIS, narration="May rent")
    assert set(CREDIT_KEYS) <= set(credit)
    assert (credit["entity"], credit["status"], credit["reason"]) == ("credit", "credited", None)
    assert credit["id"] == Id("crd_") and credit["utr"] == NEFT_UTR
    assert credit["to"]["virtual_account_id"] == account["id"]
    assert AXIS.items() <= credit["payer"].items()
    check(credit["payment"], shapes.payment(description="May rent"))
    check({k: v for k, v in credit["bank_transfer"].items() if k != "virtual_account"},
          shapes.bank_transfer(
        None, payment_id=credit["payment"]["id"], bank_reference=credit["utr"],
        virtual_account_id=account["id"], payer_bank_account=shapes.payer_bank_account(
            ifsc=AXIS["ifsc"], bank_name="Axis Bank", name="Nila Rao",
            account_number=AXIS["account_number"])))
    assert credit["upi_transfer"] is None and credit["refund"] is None
    assert [merchant.control_ok("GET", f"/events/{id}")["event"] for id in credit["events"]] == [
        "payment.authorized", "payment.captured", "virtual_account.credited"]
    assert merchant.control_ok("GET", f"/credits/{credit['id']}") == credit


def receiver(account, kind):
    return next(r for r in account["receivers"] if r["entity"] == kind)


@rule("transfers.md#1", "documented", "Which transfer a rail and a target become.")
@table(
    "mode, target, pattern, shape",
    ("NEFT by id", "NEFT", "id", NEFT_UTR, "bank_transfer"),
    ("RTGS by number", "RTGS", "number", RTGS_UTR, "bank_transfer"),
    ("IMPS by number and IFSC", "IMPS", "ifsc", RRN, "bank_transfer"),
    ("UPI to a vpa", "UPI", "vpa", RRN, "upi_transfer"),
    ("UPI to a vpa in capitals", "UPI", "VPA", RRN, "upi_transfer"),
    ("UPI to a number", "UPI", "number", RRN, "bank_transfer"),
    ("a mode in lower case", "neft", "number", NEFT_UTR, "bank_transfer"),
)
def test_every_way_in(mode, target, pattern, shape, merchant):
    account = merchant.account("bank_account", "vpa")
    bank, vpa = receiver(account, "bank_account"), receiver(account, "vpa")
    to = {
        "id": {"virtual_account_id": account["id"]},
        "number": {"account_number": bank["account_number"]},
        "ifsc": {"account_number": bank["account_number"], "ifsc": bank["ifsc"]},
        "vpa": {"vpa": vpa["address"]},
        "VPA": {"vpa": vpa["address"].upper()},
    }[target]
    credit = merchant.credit(to, 20000000 if mode == "RTGS" else 50000, mode)
    assert (credit["status"], credit["mode"]) == ("credited", mode.upper())
    assert credit["utr"] == pattern
    assert credit[shape]["payment_id"] == credit["payment"]["id"]
    if shape == "bank_transfer":
        assert credit["bank_transfer"]["mode"] == mode.upper()


def test_every_status(merchant):
    account, closed = merchant.account(), merchant.closed_account()
    checked = merchant.account(payers=[payer()])
    made = [
        merchant.credit(account, utr="KKBKN26269000817"),
        merchant.credit(account, utr="KKBKN26269000817", allow_duplicate_utr=True),
        merchant.credit(closed),
        merchant.credit(checked, payer={"account_number": "1234567890", "ifsc": "HDFC0000001"}),
        merchant.credit({"account_number": "1112220012345678"}),
        merchant.credit(account, settle="next_batch"),
    ]
    assert [credit["status"] for credit in made] == [
        "credited", "duplicate", "refunded", "refunded", "returned", "pending"]
    assert [made[n]["reason"] for n in (2, 3, 4)] == [
        "account_closed", "tpv_failed", "unknown_account"]
    assert made[5]["payment"] is None and made[5]["events"] == []
    for status in {credit["status"] for credit in made}:
        listed = merchant.control_ok("GET", f"/credits?status={status}")["items"]
        assert {c["id"] for c in listed} == {c["id"] for c in made if c["status"] == status}


@rule("transfers.md#5", "documented", "NEFT can wait for the next half hour.")
def test_a_batch_settles_when_its_time_comes(merchant):
    merchant.freeze()
    account = merchant.account()
    waiting = merchant.credit(account, settle="next_batch")
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 0
    merchant.advance("31m")
    settled = merchant.control_ok("GET", f"/credits/{waiting['id']}")
    assert (settled["status"], settled["payment"]["amount"]) == ("credited", 50000)
    assert settled["payment"]["created_at"] % 1800 == 0
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 50000


@rule("transfers.md#3", "documented", "Shapes of IFSC, account number and VPA.")
@table(
    "change",
    ("no target", {"to": None}), ("an empty target", {"to": {}}),
    ("two targets", {"to": {"account_number": "1112220012345678", "vpa": "a.b@icic"}}),
    ("an unknown kind of target", {"to": {"iban": "DE02"}}),
    ("a malformed account id", {"to": {"virtual_account_id": "va_short"}}),
    ("a malformed IFSC of the target", {"to": {"account_number": "1112220012345678",
                                               "ifsc": "RAZR"}}),
    ("a malformed vpa", {"to": {"vpa": "nobody"}, "mode": "UPI"}),
    ("an unknown mode", {"mode": "SWIFT"}),
    ("nothing", {"amount": 0}), ("less than nothing", {"amount": -1}),
    ("no amount", {"amount": None}), ("half a paisa", {"amount": 1.5}),
    ("words", {"amount": "much"}), ("beyond 64 bits", {"amount": 2**63}),
    ("RTGS below its least", {"mode": "RTGS", "amount": 19999999}),
    ("IMPS below its least", {"mode": "IMPS", "amount": 99}),
    ("IMPS above its most", {"mode": "IMPS", "amount": 50000001}),
    ("UPI above its most", {"mode": "UPI", "amount": 10000001}),
    ("NEFT to a vpa", {"mode": "NEFT", "to": {"vpa": "rzr.payto000001234567890@icic"}}),
    ("a malformed IFSC of the payer", {"payer": {"ifsc": "UTIB1000013"}}),
    ("a malformed vpa of the payer", {"payer": {"vpa": "nobody"}}),
    ("an unknown field of the payer", {"payer": {"iban": "DE02"}}),
    ("a reference with signs", {"utr": "KKBK-26269000817"}),
    ("an unknown settlement", {"settle": "tomorrow"}),
    ("an unknown field", {"colour": "green"}),
    ("a reference that was there", {"utr": "KKBKN26269000001"}),
)
def test_a_credit_that_is_refused(change, merchant):
    account = merchant.account()
    merchant.credit(account, utr="KKBKN26269000001")
    before = (merchant.control_ok("GET", "/credits?count=100"), merchant.events(),
              merchant.get("/v1/payments"))
    body = {"to": {"virtual_account_id": account["id"]}, "amount": 50000, "mode": "NEFT"}
    body.update(change)
    body = {name: value for name, value in body.items() if value is not None}
    answer = merchant.control("POST", "/credits", body)
    assert answer.status == 400, answer
    assert answer.error["code"] == "BAD_REQUEST_ERROR" and answer.error["description"]
    after = (merchant.control_ok("GET", "/credits?count=100"), merchant.events(),
             merchant.get("/v1/payments"))
    assert after == before


@rule("transfers.md#1", "documented", "Smallest and largest amounts of a rail.")
@table(
    "mode, amount",
    ("RTGS at its least", "RTGS", 20000000), ("IMPS at its least", "IMPS", 100),
    ("IMPS at its most", "IMPS", 50000000), ("UPI at its most", "UPI", 10000000),
    ("NEFT of a paisa", "NEFT", 1),
)
def test_the_limits_of_a_rail(mode, amount, merchant):
    account = merchant.account()
    assert merchant.credit(account, amount, mode)["status"] == "credited"
    beyond = amount * 100 if amount > 20000000 or mode == "UPI" else max(1, amount // 2)
    assert merchant.credit(account, beyond, mode, ignore_limits=True)["status"] == "credited"


@rule("transfers.md#4", "documented", "Payer details that a bank withholds are null.")
def test_what_the_bank_did_not_share(merchant):
    account = merchant.account()
    filled = merchant.credit(account)
    assert filled["bank_transfer"]["payer_bank_account"]["account_number"]
    silent = merchant.credit(account, payer=None)
    assert silent["payer"] is None
    assert silent["bank_transfer"]["payer_bank_account"] is None
    partly = merchant.credit(account, mode="IMPS", payer={**AXIS, "ifsc": None})
    details = partly["bank_transfer"]["payer_bank_account"]
    assert (details["ifsc"], details["bank_name"]) == (None, None)
    assert details["account_number"] == AXIS["account_number"]


@table(
    "query, wanted",
    ("an account", "virtual_account_id={account}", [1, 0]), ("a reference", "utr={utr}", [0]),
    ("a mode", "mode=IMPS", [1]), ("a page", "count=1&skip=1", [1]), ("all", "", [2, 1, 0]),
)
def test_credits_are_found_again(query, wanted, merchant):
    account = merchant.account()
    made = [merchant.credit(account), merchant.credit(account, mode="IMPS"),
            merchant.credit(merchant.account())]
    query = query.format(account=account["id"], utr=made[0]["utr"])
    listed = merchant.control_ok("GET", f"/credits?{query}")
    assert [credit["id"] for credit in listed["items"]] == [made[n]["id"] for n in wanted]


def test_a_page_of_what_bears_a_reference_and_reached_an_account_is_full(merchant):
    """Whatever else bears the reference takes nobody's place."""
    account, other, utr = merchant.account(), merchant.account(), "KKBKN26269000817"
    wanted = merchant.credit(account, utr=utr)
    merchant.credit(other, 20000000, "RTGS", utr=utr)
    query = f"utr={utr}&virtual_account_id={account['id']}&count=1"
    listed = merchant.control_ok("GET", f"/credits?{query}")
    assert [credit["id"] for credit in listed["items"]] == [wanted["id"]]


def test_a_repeated_control_call_with_a_key(merchant):
    account = merchant.account()
    body = {"to": {"virtual_account_id": account["id"]}, "amount": 100, "mode": "NEFT"}
    key = {"Idempotency-Key": "credit-1"}
    first = merchant.control("POST", "/credits", body, headers=dict(key))
    again = merchant.control("POST", "/credits", body, headers=dict(key))
    assert (first.status, again.body) == (200, first.body)
    assert merchant.get("/v1/payments")["count"] == 1
    other = merchant.control("POST", "/credits", {**body, "amount": 200}, headers=dict(key))
    assert other.status == 409, other


def test_merchants_do_not_share_their_credits(merchant, new_merchant):
    account = merchant.account()
    merchant.credit(account)
    other = new_merchant()
    assert other.control_ok("GET", "/credits")["items"] == []
    number = account["receivers"][0]["account_number"]
    assert other.credit({"account_number": number})["status"] == "returned"


# Time

def test_the_clock(merchant):
    clock = merchant.control_ok("GET", "/clock")
    assert (clock["entity"], clock["frozen"], clock["offset"]) == ("clock", False, 0)
    frozen = merchant.freeze()
    moved = merchant.advance("25h")
    assert (moved["now"], moved["fired"]) == (frozen + 90000, [])
    assert merchant.customer()["created_at"] == frozen + 90000
    moved = merchant.control_ok("POST", "/clock", {"set": frozen + 100000})
    assert moved["now"] == frozen + 100000
    assert merchant.control_ok("POST", "/clock", {"advance": 60})["now"] == frozen + 100060
    merchant.control_ok("POST", "/clock", {"freeze": False})
    assert merchant.control_ok("GET", "/clock")["frozen"] is False


@table("body", ("backwards", {"advance": "-5m"}), ("no unit", {"advance": "soon"}),
       ("into the past", {"set": 946684800}), ("unknown", {"leap": "1d"}),
       ("not a boolean", {"freeze": "perhaps"}))
def test_a_clock_that_refuses(body, merchant):
    merchant.account()
    before = merchant.freeze()
    assert merchant.control("POST", "/clock", body).status == 400
    assert merchant.now() == before


def test_clocks_are_each_merchants_own(merchant, new_merchant):
    other = new_merchant()
    merchant.advance("90d")
    assert merchant.now() - other.now() >= 90 * 86400 - 60


def test_what_falls_due_is_done_in_due_order(merchant):
    now = merchant.freeze()
    late = merchant.account(close_by=now + 7200)
    early = merchant.account(close_by=now + 3600)
    merchant.credit(early, settle="next_batch")
    fired = merchant.advance("3h")["fired"]
    times = [entry["at"] for entry in fired]
    assert times == sorted(times)
    closures = [(entry["id"], entry["at"]) for entry in fired
                if entry["what"] == "virtual_account.closed"]
    assert closures == [(early["id"], now + 3600), (late["id"], now + 7200)]


# Events

def test_events_are_listed_and_fetched(merchant):
    account = merchant.account()
    credit = merchant.credit(account)
    merchant.ok("POST", f"/v1/virtual_accounts/{account['id']}/close")
    listed = merchant.events()
    assert [event["event"] for event in listed] == [
        "virtual_account.closed", "virtual_account.credited", "payment.captured",
        "payment.authorized", "virtual_account.created"]
    assert all(event["id"] == Text("[0-9A-Za-z]{14}") for event in listed)
    by_name = merchant.events(event="payment.captured")
    assert [event["id"] for event in by_name] == [credit["events"][1]]
    by_entity = merchant.events(entity_id=credit["payment"]["id"])
    assert {event["id"] for event in by_entity} == set(credit["events"])
    assert len(merchant.events(count=2, skip=1)) == 2
    assert merchant.control("GET", "/events/00000000000000").status in (400, 404)


def test_an_event_holds_the_bytes_that_were_sent(merchant, receiver):
    merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "secret": "orchid-secret", "events": ["virtual_account.created"]})
    merchant.account(description="किराया")
    delivery, = receiver.wait(1)
    event = merchant.control_ok(
        "GET", f"/events/{delivery.headers['x-razorpay-event-id']}")
    assert event["body"].encode() == delivery.body


@rule("README.md#11", "inferred", "An event is sent again under its own id.")
def test_an_event_is_sent_again(merchant, receiver):
    merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "events": ["virtual_account.created"]})
    merchant.account()
    first, = receiver.wait(1)
    id = first.headers["x-razorpay-event-id"]
    merchant.control_ok("POST", f"/events/{id}/resend", {})
    again = receiver.wait(2)[1]
    assert (again.body, again.headers["x-razorpay-event-id"]) == (first.body, id)
    assert len(merchant.events()) == 1


# Webhooks

@rule("webhooks.md#1", "documented",
      "A webhook's registration is created, read, changed and removed.")
def test_a_webhook_is_kept_by_either_door(merchant):
    made = merchant.control_ok("POST", "/webhooks", {
        "url": "http://127.0.0.1:9/hook", "secret": "orchid-secret", "events": ["*"]})
    assert made["secret_exists"] is True and "orchid-secret" not in json.dumps(made)
    assert merchant.get(f"/v1/webhooks/{made['id']}") == made
    assert merchant.control_ok("GET", f"/webhooks/{made['id']}") == made
    changed = merchant.control_ok("PATCH", f"/webhooks/{made['id']}", {"active": False})
    assert (changed["active"], changed["url"]) == (False, made["url"])
    assert merchant.control_ok("GET", "/webhooks")["items"] == [changed]
    assert merchant.control("DELETE", f"/webhooks/{made['id']}").status == 200
    assert merchant.get("/v1/webhooks")["items"] == []


@table(
    "change",
    ("no url", {"url": None}), ("no scheme", {"url": "127.0.0.1/hook"}),
    ("a file", {"url": "file:///etc/passwd"}), ("not a url", {"url": "http://"}),
    ("a password in it", {"url": "http://nila:secret@127.0.0.1/hook"}),
    ("256 characters", {"url": "http://127.0.0.1/" + "h" * 239}),
    ("a list of no events", {"events": []}),
    ("an unknown field", {"colour": "green"}),
)
def test_a_webhook_that_is_refused(change, merchant):
    body = {"url": "http://127.0.0.1:9/hook", "events": ["*"], **change}
    body = {name: value for name, value in body.items() if value is not None}
    answer = merchant.control("POST", "/webhooks", body)
    assert answer.status == 400, answer
    assert merchant.control_ok("GET", "/webhooks")["items"] == []


@rule("webhooks.md#2", "observed",
      "Any 2xx is a success, anything else is a failure and tried again.")
def test_deliveries_tell_what_became_of_them(merchant):
    stubborn = Receiver(statuses=[503])
    hook = merchant.control_ok("POST", "/webhooks", {"url": stubborn.url, "events": ["*"]})
    merchant.account()
    stubborn.wait(2)
    event, = merchant.events()
    # The receiver has its request before the sandbox has read the answer to it.
    for _ in range(100):
        deliveries = merchant.control_ok("GET", f"/deliveries?event_id={event['id']}")["items"]
        if len(deliveries) == 2 and deliveries[0]["response_status"] is not None:
            break
        time.sleep(0.05)
    stubborn.close()
    assert [(d["attempt"], d["response_status"]) for d in deliveries] == [(2, 200), (1, 503)]
    assert {d["webhook_id"] for d in deliveries} == {hook["id"]}
    assert deliveries[1]["diagnosis"]


# Health, and who may call

def test_health_needs_no_credentials(server):
    caller = Merchant(server)
    health = caller.call("GET", "/health", auth=None)
    assert health.status == 200
    assert health.json["status"] == "ok"
    assert {"version", "uptime", "now"} <= health.json.keys()
    for probe in ("/livez", "/readyz"):
        assert caller.call("GET", probe, auth=None).status == 200
    caller.close()


def test_without_credentials_a_control_call_means_the_default_merchant(server):
    default = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
    anonymous = default.call("GET", "/_sandbox/settings", auth=None)
    assert anonymous.json == default.settings()
    named = default.call("GET", "/_sandbox/settings?tenant=rzp_test_sandbox", auth=None)
    assert named.json == anonymous.json
    default.close()


@table(
    "host, status",
    ("loopback", "127.0.0.1", 200), ("loopback, port", "127.0.0.1:4210", 200),
    ("IPv6", "[::1]:4210", 200), ("localhost", "localhost:4210", 200),
    ("a service", "sandbox:4210", 200), ("below localhost", "app.localhost", 200),
    ("the host of a container", "host.docker.internal:4210", 200),
    ("the host of test containers", "host.testcontainers.internal", 200),
    ("the vendor by alias", "api.razorpay.com", 200),
    ("a stranger", "evil.example", 421), ("a stranger's port", "evil.example:4210", 421),
    ("almost localhost", "localhost.evil.example", 421),
    ("almost the vendor", "api.razorpay.com.evil.example", 421),
    ("another of the vendor", "x.razorpay.com", 421),
)
@pytest.mark.parametrize("target", ["/v1/payments", "/_sandbox/settings", "/health"])
def test_hosts(host, status, target, merchant):
    answer = merchant.call("GET", target, headers={"Host": host})
    assert answer.status == status, answer
    if status == 421:
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.error["code"] == "BAD_REQUEST_ERROR"
        assert "host" in answer.error["description"].lower()


@table(
    "target, origin, allowed",
    ("control, none", "/_sandbox/settings", None, True),
    ("control, foreign", "/_sandbox/settings", "http://evil.example", False),
    ("control, null", "/_sandbox/settings", "null", False),
    ("control, another port", "/_sandbox/settings", "http://127.0.0.1:1", False),
    ("control, encoded path", "/%5fsandbox/settings", "http://evil.example", False),
    ("control, own", "/_sandbox/settings", "own", True),
)
def test_origins(target, origin, allowed, merchant):
    if origin == "own":
        origin = merchant.server.url
    answer = merchant.call("GET", target, headers={"Origin": origin} if origin else None)
    assert (answer.status == 200) == allowed, answer
    assert answer.headers["Access-Control-Allow-Origin"] in (None, merchant.server.url)


@pytest.mark.parametrize("content_type", [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None])
def test_a_control_call_takes_no_form(content_type, merchant):
    account = merchant.account()
    raw = json.dumps({"to": {"virtual_account_id": account["id"]}, "amount": 100,
                      "mode": "NEFT"}).encode()
    headers = {"Content-Type": content_type} if content_type else None
    answer = merchant.control("POST", "/credits", raw=raw, headers=headers)
    assert 400 <= answer.status < 500, answer
    assert merchant.get("/v1/payments")["count"] == 0


@table(
    "path, nearest",
    ("a letter missing", "/credit", "/_sandbox/credits"),
    ("another word's end", "/clocks", "/_sandbox/clock"),
    ("a letter too many", "/settingss", "/_sandbox/settings"),
    ("plural", "/event", "/_sandbox/events"),
)
def test_an_unknown_control_route_names_the_nearest(path, nearest, merchant):
    answer = merchant.control("GET", path)
    assert answer.status == 404, answer
    assert nearest in answer.error["description"]


@rule("README.md#1", "inferred", "Answers are JSON in UTF-8.")
def test_headers_of_every_answer(merchant):
    for target in ("/v1/payments", "/_sandbox/settings", "/v1/nowhere"):
        headers = merchant.call("GET", target).headers
        assert headers["Content-Type"] == "application/json; charset=UTF-8"
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("target", [
    "/", "/health", "/livez", "/readyz", "/metrics", "/llms.txt", "/openapi.json",
    "/_sandbox/openapi.json", "/_sandbox/settings", "/_sandbox/requests?count=1",
    "/_sandbox/events/nowhere"])
def test_head_asks_for_what_get_answers(target, merchant):
    got, asked = merchant.call("GET", target), merchant.call("HEAD", target)
    assert (asked.status, asked.body) == (got.status, b"")
    assert asked.headers["Content-Type"] == got.headers["Content-Type"]
    assert int(asked.headers["Content-Length"]) > 0


@pytest.mark.parametrize("path", ["/wait?timeout=1s", "/stream", "/reset", "/nowhere"])
def test_head_waits_for_nothing_and_does_nothing(path, merchant):
    account = merchant.account()
    assert merchant.control("HEAD", path).status == 404
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")


@pytest.mark.parametrize("method, path", [
    ("GET", "/clock"), ("POST", "/clock"), ("GET", "/faults"), ("PUT", "/faults"),
    ("DELETE", "/faults"), ("GET", "/settings"), ("PATCH", "/settings"), ("GET", "/tpv-banks"),
    ("DELETE", "/sink"), ("DELETE", "/requests"), ("POST", "/credits"), ("POST", "/snapshots"),
    ("GET", "/ledger"), ("GET", "/tenants"), ("GET", "/snapshots"), ("GET", "/stream"),
])
def test_a_filter_that_is_not_there_is_refused(method, path, merchant):
    """Whoever asks for a part must not get, or lose, all of it."""
    merchant.account()
    refused = merchant.control(method, f"{path}?colour=green")
    assert refused.status == 400 and "colour" in refused.error["description"]
    assert merchant.control_ok("GET", "/sink")["count"] == 1
