"""State: the proof of the books, reset, snapshots, tenants, and money in bulk."""

import json
import sqlite3
import time

import pytest

from sandbox import AXIS, DEFAULT_KEY, Merchant, base62, payer, running
from tables import table


@pytest.fixture
def database(tmp_path):
    return tmp_path / "sandbox.db"


# The ledger

def test_the_ledger_adds_up_what_happened(merchant):
    empty = merchant.control_ok("GET", "/ledger")
    assert empty == {
        "entity": "ledger", "balanced": True, "accounts": 0, "payments": 0, "refunds": 0,
        "credits": 0, "received": 0, "captured": 0, "refunded": 0, "discrepancies": []}
    account = merchant.account()
    merchant.credit(account, 50000)
    merchant.credit(merchant.closed_account(), 700)
    merchant.credit(merchant.account(payers=[payer()]), 600,
                    payer={"account_number": "1234567890", "ifsc": "HDFC0000001"})
    merchant.credit({"account_number": "1112220099999999"}, 500)
    merchant.credit(account, 400, settle="next_batch")
    merchant.refund(merchant.payment(30000), amount=10000)
    assert merchant.control_ok("GET", "/ledger") == {
        "entity": "ledger", "balanced": True, "accounts": 4, "payments": 4, "refunds": 3,
        "credits": 6, "received": 81300, "captured": 80000, "refunded": 11300,
        "discrepancies": []}


@table(
    "sql, what, expected, found",
    ("an account", "UPDATE virtual_accounts SET amount_paid = 50001",
     "virtual_account.amount_paid", 50000, 50001),
    ("a payment", "UPDATE payments SET amount_refunded = 200",
     "payment.amount_refunded", 100, 200),
    ("an event", "DELETE FROM event_names WHERE name = 'virtual_account.credited'",
     "payment.events", "payment.authorized payment.captured virtual_account.credited",
     "payment.authorized payment.captured"),
    ("a credit", "UPDATE payments SET credit_id = NULL", "payment.credits", 1, 0),
)
def test_the_ledger_tells_of_rows_that_were_tampered_with(sql, what, expected, found, database):
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        account = merchant.account()
        payment = merchant.credit(account, 50000)["payment"]
        merchant.refund(payment, amount=100)
        assert merchant.control_ok("GET", "/ledger")["balanced"] is True
        merchant.close()
        server.stop()
    connection = sqlite3.connect(database)
    connection.execute(sql)
    connection.commit()
    connection.close()
    with running("--database", str(database)) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        ledger = again.control_ok("GET", "/ledger")
        again.close()
    id = account["id"] if what.startswith("virtual_account") else payment["id"]
    assert ledger["balanced"] is False
    assert ledger["discrepancies"] == [
        {"what": what, "id": id, "expected": expected, "found": found}]


# Reset

KINDS = ["customers", "virtual_accounts", "payments", "refunds", "credits", "webhooks", "events",
         "deliveries"]
NOTHING = dict.fromkeys(KINDS, 0)


def counts(entity):
    return {kind: entity[kind] for kind in KINDS}


def lived_in(merchant):
    """A bit of everything that a reset has to take away."""
    merchant.configure(billing_label="Orchid Homes")
    merchant.webhook()
    merchant.customer()
    payment = merchant.payment(50000)
    merchant.refund(payment, amount=100)
    merchant.call("POST", f"/v1/payments/{payment['id']}/refund", {"amount": 200},
                  headers={"X-Refund-Idempotency": "once-and-only-once"})
    merchant.advance("1d")
    merchant.freeze()
    return payment


def test_a_reset_leads_back_to_the_beginning(merchant):
    fresh = merchant.settings()
    payment = lived_in(merchant)
    gone = merchant.control_ok("POST", "/reset", {})
    assert gone["entity"] == "reset" and gone["merchants"] == 1
    # How often a delivery was tried by now is up to the receiver.
    assert gone["deliveries"] >= 1
    assert counts(gone) == {
        "customers": 1, "virtual_accounts": 1, "payments": 1, "refunds": 2, "credits": 1,
        "webhooks": 1, "events": 8, "deliveries": gone["deliveries"]}
    assert merchant.settings() == fresh
    clock = merchant.control_ok("GET", "/clock")
    assert (clock["frozen"], clock["offset"]) == (False, 0)
    for kind in ("customers", "virtual_accounts", "payments", "refunds", "webhooks"):
        assert merchant.get(f"/v1/{kind}")["count"] == 0
    for kind in ("credits", "events", "deliveries", "webhooks"):
        assert merchant.control_ok("GET", f"/{kind}")["count"] == 0
    assert merchant.call("GET", f"/v1/payments/{payment['id']}").status == 400
    assert counts(merchant.control_ok("POST", "/reset")) == NOTHING
    assert counts(merchant.control_ok("POST", "/reset")) == NOTHING


def test_a_reset_keeps_the_key_and_nobody_else_s_books(merchant, new_merchant):
    other = new_merchant()
    payment = lived_in(other)
    lived_in(merchant)
    merchant.control_ok("POST", "/reset")
    assert other.get(f"/v1/payments/{payment['id']}")["amount"] == 50000
    assert other.settings()["billing_label"] == "Orchid Homes"
    intruder = new_merchant(merchant.key_id, "another secret")
    assert intruder.call("GET", "/v1/payments").status == 401


def test_an_idempotency_key_of_before_a_reset_means_nothing_after_it(merchant):
    account = merchant.account()
    body = {"to": {"virtual_account_id": account["id"]}, "amount": 500, "mode": "NEFT"}
    key = {"Idempotency-Key": "a-credit"}
    assert merchant.control("POST", "/credits", body, headers=key).json["status"] == "credited"
    merchant.control_ok("POST", "/reset")
    again = merchant.control("POST", "/credits", body, headers=key)
    assert again.json["status"] == "returned"


def test_a_reset_under_an_idempotency_key_happens_once(merchant):
    merchant.account()
    key = {"Idempotency-Key": "tidy-up"}
    first = merchant.control("POST", "/reset", {}, headers=key)
    merchant.account()
    second = merchant.control("POST", "/reset", {}, headers=key)
    assert (second.status, second.body) == (200, first.body)
    assert merchant.get("/v1/virtual_accounts")["count"] == 1


def test_a_reset_of_all():
    with running() as server:
        merchants = [Merchant(server) for _ in range(5)]
        for merchant in merchants:
            merchant.account()
        gone = merchants[0].control_ok("POST", "/reset?all=true")
        assert gone["merchants"] == 6  # the default one too
        assert gone["virtual_accounts"] == gone["events"] == 5
        for merchant in merchants:
            assert merchant.get("/v1/virtual_accounts")["count"] == 0
            merchant.close()


@pytest.mark.parametrize("target, body", [
    ("/reset?all=perhaps", {}), ("/reset?everything=1", {}), ("/reset", {"all": "perhaps"}),
    ("/reset", {"colour": "green"}), ("/reset", [1]),
])
def test_a_reset_that_is_refused(target, body, merchant):
    merchant.account()
    assert merchant.control("POST", target, body).status == 400
    assert merchant.get("/v1/virtual_accounts")["count"] == 1


def test_the_webhook_of_the_command_line_is_there_again():
    flags = ["--webhook-url", "http://127.0.0.1:9/hook", "--webhook-secret", "orchid-secret"]
    with running(*flags) as server:
        default = Merchant(server, *DEFAULT_KEY)
        default.webhook()
        default.control_ok("POST", "/reset")
        webhook, = default.control_ok("GET", "/webhooks")["items"]
        assert (webhook["url"], webhook["secret_exists"]) == ("http://127.0.0.1:9/hook", True)
        default.close()


def test_a_reset_and_the_same_again_are_the_same_to_the_byte():
    with running("--random-seed", "7", "--clock", "1790000000") as server:
        merchant = Merchant(server, "rzp_test_orchid", "secret")
        runs = []
        for _ in range(2):
            credit = merchant.credit(merchant.account(), 50000)
            runs.append(merchant.control("GET", f"/credits/{credit['id']}").body)
            merchant.control_ok("POST", "/reset")
        assert runs[0] == runs[1]
        merchant.close()


def test_what_a_reset_left_behind_is_cleared_away(database):
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        for _ in range(3):
            for _ in range(40):
                merchant.credit(merchant.account(), 100)
            merchant.control_ok("POST", "/reset")
        kept = merchant.account()
        server.kill()  # the next start takes over what is left at this moment
        merchant.close()
    deadline = time.monotonic() + 20
    rows = {"retired_numbers": 1}
    while rows.get("retired_numbers") and time.monotonic() < deadline:
        with running("--database", str(database)) as server:
            again = Merchant(server, merchant.key_id, merchant.secret)
            assert again.get("/v1/virtual_accounts")["items"] == [kept]
            time.sleep(0.2)
            again.close()
        rows = rows_of(database)
    assert rows == {"virtual_accounts": 1, "happenings": 1, "dues": 1}


def rows_of(database):
    """How many rows stand in each table that belongs to merchants, empty ones left out."""
    connection = sqlite3.connect(database)
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in tables if name not in ("merchants", "numbers", "event_names", "sqlite_stat1")}
    connection.close()
    return {name: count for name, count in rows.items() if count}


# Snapshots

def take(merchant, name="here"):
    return merchant.control_ok("POST", "/snapshots", {"name": name})


def restore(merchant, name="here"):
    return merchant.control_ok("POST", f"/snapshots/{name}/restore")


def seen(merchant):
    """Everything that a merchant can read of its books, but for the deliveries' fates."""
    lists = {kind: merchant.get(f"/v1/{kind}?count=100")
             for kind in ("customers", "virtual_accounts", "payments", "refunds", "webhooks")}
    ours = {kind: merchant.control_ok("GET", f"/{kind}?count=100")
            for kind in ("credits", "events", "webhooks")}
    return lists, ours, merchant.settings(), merchant.control_ok("GET", "/ledger")


def test_a_snapshot_is_gone_back_to(merchant):
    payment = lived_in(merchant)
    before, now = seen(merchant), merchant.now()
    snapshot = take(merchant)
    assert snapshot["entity"] == "snapshot" and snapshot["name"] == "here"
    assert snapshot["created_at"] == now
    assert (snapshot["payments"], snapshot["refunds"]) == (1, 2)
    assert merchant.control_ok("GET", "/snapshots/here") == snapshot
    assert merchant.control_ok("GET", "/snapshots") == {
        "entity": "collection", "count": 1, "items": [snapshot]}
    merchant.refund(payment)
    merchant.payment(900)
    merchant.configure(billing_label="Lotus Homes")
    merchant.advance("3d")
    assert seen(merchant) != before
    assert restore(merchant) == snapshot
    assert seen(merchant) == before
    assert merchant.now() == now
    merchant.control_ok("POST", "/reset")
    restore(merchant)
    assert seen(merchant) == before


def test_the_refund_that_was_asked_for_before_a_snapshot_is_not_made_again(merchant):
    payment = merchant.payment(50000)
    target = f"/v1/payments/{payment['id']}/refund"
    key = {"X-Refund-Idempotency": "once-and-only-once"}
    first = merchant.call("POST", target, {"amount": 200}, headers=key)
    take(merchant)
    merchant.control_ok("POST", "/reset")
    restore(merchant)
    again = merchant.call("POST", target, {"amount": 200}, headers=key)
    assert (again.status, again.body) == (200, first.body)
    assert merchant.get(f"/v1/payments/{payment['id']}")["amount_refunded"] == 200


def test_a_running_clock_goes_back_and_runs_on(merchant):
    merchant.advance("10d")
    then = take(merchant)["created_at"]
    merchant.advance("20d")
    restore(merchant)
    assert then <= merchant.now() < then + 86400


def test_a_snapshot_takes_the_place_of_the_one_before_it(merchant):
    merchant.account()
    assert take(merchant)["virtual_accounts"] == 1
    merchant.account()
    assert take(merchant)["virtual_accounts"] == 2
    merchant.control_ok("POST", "/reset")
    assert restore(merchant)["virtual_accounts"] == 2
    assert merchant.get("/v1/virtual_accounts")["count"] == 2


def test_a_snapshot_is_forgotten(merchant):
    take(merchant)
    assert merchant.control_ok("DELETE", "/snapshots/here") == {
        "entity": "snapshot", "name": "here", "deleted": True}
    for method, path in (("DELETE", ""), ("GET", ""), ("POST", "/restore")):
        answer = merchant.control(method, f"/snapshots/here{path}")
        assert (answer.status, answer.error["field"]) == (404, "name")
    assert merchant.control_ok("GET", "/snapshots")["count"] == 0


def test_snapshots_belong_to_their_merchant(merchant, new_merchant):
    other = new_merchant()
    take(merchant)
    assert other.control_ok("GET", "/snapshots")["count"] == 0
    assert other.control("POST", "/snapshots/here/restore").status == 404


@pytest.mark.parametrize("body", [
    {}, {"name": ""}, {"name": "a b"}, {"name": "a/b"}, {"name": ".."}, {"name": "x" * 65},
    {"name": 7}, {"name": "a", "colour": "green"}, {"name": "₹"}, [],
])
def test_a_snapshot_that_is_refused(body, merchant):
    assert merchant.control("POST", "/snapshots", body).status == 400
    assert merchant.control_ok("GET", "/snapshots")["count"] == 0


def test_there_are_a_hundred_snapshots_at_most(merchant):
    for number in range(100):
        merchant.control_ok("POST", "/snapshots", {"name": f"n{number}"})
    refused = merchant.control("POST", "/snapshots", {"name": "another"})
    assert (refused.status, refused.error["reason"]) == (400, "too_many_snapshots")
    merchant.control_ok("POST", "/snapshots", {"name": "n99"})
    merchant.control_ok("DELETE", "/snapshots/n0")
    merchant.control_ok("POST", "/snapshots", {"name": "another"})


def test_a_snapshot_survives_the_server(database):
    with running("--database", str(database)) as server:
        merchant = Merchant(server)
        lived_in(merchant)
        before = seen(merchant)
        take(merchant)
        merchant.control_ok("POST", "/reset")
        server.kill()
        merchant.close()
    with running("--database", str(database)) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        restore(again)
        assert seen(again) == before
        again.close()


# Tenants

def tenants(merchant):
    return {tenant["key_id"]: tenant for tenant in merchant.control_ok("GET", "/tenants")["items"]
            if not tenant["sub_account"]}


def test_every_merchant_is_a_tenant(merchant, new_merchant):
    live = new_merchant("rzp_live_" + base62(14))
    live.account()
    merchant.freeze()
    found = tenants(merchant)
    assert {merchant.key_id, live.key_id, DEFAULT_KEY[0]} <= found.keys()
    own, other = found[merchant.key_id], found[live.key_id]
    assert counts(own) == NOTHING
    assert counts(other) == {**NOTHING, "virtual_accounts": 1, "events": 1}
    assert (own["entity"], own["mode"], other["mode"]) == ("tenant", "test", "live")
    assert own["account_id"] == merchant.settings()["account_id"]
    # How far a clock that stands lies behind grows all the time.
    clock = merchant.control_ok("GET", "/clock")
    assert {**own["clock"], "offset": 0} == {**clock, "offset": 0}
    assert own["clock"]["frozen"] is True and other["clock"]["frozen"] is False


def test_a_tenant_is_removed_with_all_it_has(merchant, new_merchant):
    other = new_merchant()
    lived_in(other)
    take(other)
    sub = {"X-Razorpay-Account": "acc_" + base62(14)}
    other.call("POST", "/v1/customers", {"name": "Nila Rao"}, headers=sub)
    gone = merchant.control_ok("DELETE", f"/tenants/{other.key_id}")
    assert (gone["entity"], gone["key_id"], gone["deleted"]) == ("tenant", other.key_id, True)
    assert (gone["customers"], gone["payments"]) == (2, 1)
    assert other.key_id not in tenants(merchant)
    assert merchant.control("DELETE", f"/tenants/{other.key_id}").status == 404
    # The key is free again, for another secret too.
    heir = new_merchant(other.key_id, "another secret")
    assert heir.get("/v1/customers")["count"] == heir.get("/v1/payments")["count"] == 0
    assert heir.control_ok("GET", "/snapshots")["count"] == 0
    assert heir.settings()["billing_label"] != "Orchid Homes"
    assert heir.call("GET", "/v1/customers", headers=sub).json["count"] == 0


def test_the_default_tenant_cannot_be_removed(merchant):
    answer = merchant.control("DELETE", f"/tenants/{DEFAULT_KEY[0]}")
    assert answer.status == 400 and "/_sandbox/reset" in answer.error["description"]
    assert DEFAULT_KEY[0] in tenants(merchant)


# Credits in bulk

def some_credits(merchant):
    """Credits that meet with every fate, for accounts that are there."""
    open_one, closed = merchant.account("bank_account", "vpa"), merchant.closed_account()
    checked = merchant.account(payers=[payer()])
    address = next(r["address"] for r in open_one["receivers"] if r["entity"] == "vpa")
    number = next(r["account_number"] for r in open_one["receivers"]
                  if r["entity"] == "bank_account")
    to = {"virtual_account_id": open_one["id"]}
    return [
        {"to": to, "mode": "NEFT", "amount": 50000, "utr": "KKBKN26269000001"},
        {"to": to, "mode": "NEFT", "amount": 50000, "utr": "KKBKN26269000001",
         "allow_duplicate_utr": True},
        {"to": {"account_number": number}, "mode": "IMPS", "amount": 700, "payer": None},
        {"to": {"vpa": address}, "mode": "UPI", "amount": 800, "narration": "किराया"},
        {"to": {"virtual_account_id": closed["id"]}, "mode": "NEFT", "amount": 900},
        {"to": {"virtual_account_id": checked["id"]}, "mode": "NEFT", "amount": 1000},
        {"to": {"virtual_account_id": checked["id"]}, "mode": "NEFT", "amount": 1100,
         "payer": {**AXIS, "account_type": "savings"}},
        {"to": {"virtual_account_id": checked["id"]}, "mode": "NEFT", "amount": 1200,
         "payer": {"account_number": "1234567890", "ifsc": "HDFC0000001", "account_type": "nre"}},
        {"to": {"account_number": "1112220099999999"}, "mode": "NEFT", "amount": 1300},
        {"to": to, "mode": "NEFT", "amount": 1400, "settle": "next_batch"},
    ]


FATES = {"entity": "bulk", "count": 10, "credited": 4, "refunded": 2, "returned": 1,
         "pending": 1, "duplicate": 1, "held": 1}


def bulk(merchant, credits):
    return merchant.control("POST", "/credits/bulk", {"credits": credits})


def as_lines(merchant, lines):
    return merchant.control("POST", "/credits/bulk", raw="\n".join(lines).encode(),
                            headers={"Content-Type": "application/x-ndjson"})


def test_credits_in_bulk_meet_with_every_fate(merchant):
    answer = bulk(merchant, some_credits(merchant))
    assert (answer.status, answer.json) == (200, FATES)
    assert merchant.control_ok("GET", "/credits?count=100")["count"] == 10
    ledger = merchant.control_ok("GET", "/ledger")
    assert ledger["balanced"] is True, ledger
    assert ledger["captured"] == 50000 + 700 + 800 + 1100


def test_credits_as_lines(merchant):
    lines = [json.dumps(credit) for credit in some_credits(merchant)]
    answer = as_lines(merchant, [*lines[:3], "", "  ", *lines[3:], ""])
    assert (answer.status, answer.json) == (200, FATES)


def test_bulk_is_the_same_as_one_by_one_to_the_byte():
    with running("--random-seed", "7", "--clock", "1790000000") as server:
        merchant = Merchant(server, "rzp_test_orchid", "secret")
        told = []
        for is_bulk in (False, True):
            credits = some_credits(merchant)
            if is_bulk:
                assert bulk(merchant, credits).json == FATES
            else:
                for credit in credits:
                    merchant.control_ok("POST", "/credits", credit)
            events = merchant.events()
            told.append([merchant.control("GET", f"/{kind}?count=100").body
                         for kind in ("credits", "events")]
                        + [merchant.call("GET", f"/v1/{kind}?count=100").body
                           for kind in ("virtual_accounts", "payments", "refunds")]
                        + [merchant.control("GET", f"/events/{e['id']}").body for e in events])
            merchant.control_ok("POST", "/reset")
        assert told[0] == told[1]
        merchant.close()


@table(
    "change, field",
    ("a negative amount", {"amount": -1}, "amount"), ("no mode", {"mode": None}, "mode"),
    ("an unknown field", {"colour": "green"}, "colour"),
    ("no target", {"to": None}, "to"),
    ("a reference of the one before", {"utr": "KKBKN26269000007"}, "utr"),
)
@pytest.mark.parametrize("as_json", [True, False], ids=["JSON", "lines"])
def test_credits_in_bulk_come_all_or_none(change, field, as_json, merchant):
    account = merchant.account()
    good = {"to": {"virtual_account_id": account["id"]}, "mode": "NEFT", "amount": 100}
    bad = {name: value for name, value in {**good, **change}.items() if value is not None}
    credits = [good] * 6 + [{**good, "utr": "KKBKN26269000007"}, bad, good]
    before = seen(merchant)
    answer = (bulk(merchant, credits) if as_json
              else as_lines(merchant, [json.dumps(credit) for credit in credits]))
    assert answer.status == 400, answer
    assert answer.error["field"] == f"credits[7].{field}"
    assert "credits[7]" in answer.error["description"]
    assert seen(merchant) == before


def test_a_line_that_is_not_json(merchant):
    account = merchant.account()
    good = json.dumps({"to": {"virtual_account_id": account["id"]}, "mode": "NEFT", "amount": 1})
    answer = as_lines(merchant, [good, "{", good])
    assert (answer.status, answer.error["field"]) == (400, "credits[1]")
    assert merchant.get("/v1/payments")["count"] == 0


def test_lines_behind_the_first_too_many_are_not_read(merchant):
    answer = as_lines(merchant, ["1"] * 10001 + ["{"])
    assert (answer.status, answer.error["field"]) == (400, "credits")
    assert answer.error["description"] == "credits must be a list of 1 to 10000 credits."


def test_very_many_lines_take_little_memory():
    with running() as server:
        merchant = Merchant(server)
        before = server.resident_most()
        assert as_lines(merchant, ["1"] * 7_500_000).status == 400
        assert server.resident_most() - before < 64 << 20
        merchant.close()


@pytest.mark.parametrize("body", [
    {}, {"credits": []}, {"credits": {}}, {"credits": "many"}, [], {"credits": [1]},
    {"credits": [{}] * 10001}, {"credits": [{}], "colour": "green"},
])
def test_a_bulk_that_is_refused(body, merchant):
    assert merchant.control("POST", "/credits/bulk", body).status == 400


def test_webhooks_are_told_of_credits_in_bulk(merchant, receiver):
    merchant.webhook(receiver.url, ("virtual_account.credited",))
    account = merchant.account()
    credit = {"to": {"virtual_account_id": account["id"]}, "mode": "NEFT", "amount": 100}
    assert bulk(merchant, [credit] * 50).status == 200
    paid = [delivery.event["payload"]["virtual_account"]["entity"]["amount_paid"]
            for delivery in receiver.wait(50)]
    assert paid == [100 * n for n in range(1, 51)]


def test_ten_thousand_at_once(merchant):
    accounts = [merchant.account() for _ in range(10)]
    credits = [{"to": {"virtual_account_id": accounts[n % 10]["id"]}, "mode": "NEFT",
                "amount": n + 1} for n in range(10000)]
    answer = bulk(merchant, credits)
    assert answer.json["credited"] == 10000, answer
    ledger = merchant.control_ok("GET", "/ledger")
    assert (ledger["balanced"], ledger["captured"]) == (True, 10000 * 10001 // 2)
    assert counts(merchant.control_ok("POST", "/reset"))["payments"] == 10000
