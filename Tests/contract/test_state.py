"""State: the proof of the books, reset, snapshots, tenants, and money in bulk."""

import sqlite3
import time

import pytest

from sandbox import DEFAULT_KEY, Merchant, Server, payer, running
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
    ("an event", "DELETE FROM events WHERE name = 'virtual_account.credited'",
     "payment.events", "payment.authorized payment.captured virtual_account.credited",
     "payment.authorized payment.captured"),
    ("a credit", "DELETE FROM credits", "payment.credits", 1, 0),
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
    assert counts(gone) == {
        "customers": 1, "virtual_accounts": 1, "payments": 1, "refunds": 2, "credits": 1,
        "webhooks": 1, "events": 8, "deliveries": 16}
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
    assert rows == {"virtual_accounts": 1, "events": 1, "dues": 1}


def rows_of(database):
    """How many rows stand in each table that belongs to merchants, empty ones left out."""
    connection = sqlite3.connect(database)
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in tables if name not in ("merchants", "numbers")}
    connection.close()
    return {name: count for name, count in rows.items() if count}
