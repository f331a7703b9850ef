"""State: the proof of the books, reset, snapshots, tenants, and money in bulk."""

import sqlite3

import pytest

from sandbox import Merchant, payer, running
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
