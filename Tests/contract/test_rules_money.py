"""Money that arrives, and what is kept of it."""

import pytest

import shapes
from sandbox import AXIS
from shapes import check, collection
from tables import rule, table

# Money that arrives

@rule("payments.md#7", "documented",
      "Money to a closed account is refunded in full; what its payment looks like is inferred.")
def test_a_closed_account_sends_money_back(merchant):
    closed = merchant.closed_account()
    credit = merchant.credit(closed, payer=AXIS)
    assert (credit["status"], credit["reason"]) == ("refunded", "account_closed")
    check(credit["payment"], shapes.refunded_on_arrival(None))
    check(credit["refund"], shapes.refund(payment_id=credit["payment"]["id"]))
    check(merchant.get(f"/v1/virtual_accounts/{closed['id']}/payments"),
          collection(credit["payment"]))
    check(merchant.get(f"/v1/virtual_accounts/{closed['id']}"), closed)
    assert merchant.event_names()[2:] == ["refund.created", "refund.processed"]


@rule("payments.md#7", "documented", "Money to an unknown number or VPA leaves no payment.")
@table(
    "to, mode",
    ("a number", {"account_number": "1112220099999999"}, "IMPS"),
    ("a vpa", {"vpa": "rzr.payto00000nobodyhere@icic"}, "UPI"),
)
def test_an_unknown_target_returns_the_money(to, mode, merchant):
    credit = merchant.credit(to, mode=mode)
    assert (credit["status"], credit["reason"]) == ("returned", "unknown_account")
    assert credit["payment"] is None and credit["events"] == []
    check(merchant.get("/v1/payments"), collection())


@rule("payments.md#7", "inferred", "The same reference and mode again is not booked again.")
def test_a_repeated_advice_is_booked_once(merchant):
    account = merchant.account()
    merchant.credit(account, utr="KKBKN26269000817")
    again = merchant.credit(account, utr="KKBKN26269000817", allow_duplicate_utr=True)
    assert again["status"] == "duplicate" and again["events"] == []
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 50000
    assert merchant.get("/v1/payments")["count"] == 1


# Amount, rate in basis points, cap, fee, tax: the samples of the contract.
FEES = [
    (1000, 100, None, 12, 2), (10000, 100, None, 118, 18), (61900, 100, None, 731, 112),
    (239000, 100, None, 2820, 430), (100, 100, None, 1, 0), (1000, 200, None, 24, 4),
    (2000, 200, None, 48, 8), (10000, 200, None, 236, 36), (479030, 200, None, 11305, 1724),
    (10600, 200, None, 250, 38), (600, 1000, None, 70, 10), (900, 200, None, 22, 4),
    (454500, 100, 1000, 1180, 180), (646500, 100, 1000, 1180, 180),
    (6546500, 100, 1000, 1180, 180), (99900, 100, 1000, 1179, 180), (1, 100, 1000, 0, 0),
    (49, 100, 1000, 0, 0), (50, 100, 1000, 1, 0), (10000, 0, 1000, 0, 0),
]


@rule("payments.md#6", "documented",
      "A fee of rate and cap, tax as two halves rounded by themselves; refunds give neither "
      "back.")
@pytest.mark.parametrize("amount, rate, cap, fee, tax", FEES)
def test_fee_and_tax(amount, rate, cap, fee, tax, merchant):
    merchant.configure(fee_basis_points=rate, fee_cap=cap)
    paid = merchant.payment(amount)
    assert (paid["fee"], paid["tax"]) == (fee, tax)
    if amount >= 100:
        merchant.refund(paid)
        after = merchant.get(f"/v1/payments/{paid['id']}")
        assert (after["fee"], after["tax"]) == (fee, tax)


@rule("payments.md#6", "observed", "The fee before tax is at most ten rupees.")
def test_default_fee_is_capped(merchant):
    assert [merchant.payment(amount)["fee"] for amount in (99000, 100000, 5665600)] == [
        1168, 1180, 1180]


@rule("payments.md#2", "inferred",
      "A payment keeps the customer's e-mail and contact of its time.")
def test_email_and_contact_are_those_of_the_time(merchant):
    customer = merchant.customer()
    account = merchant.account(customer_id=customer["id"])
    first = merchant.credit(account)["payment"]
    merchant.ok("PUT", f"/v1/customers/{customer['id']}", {"email": "new@orchid.example"})
    second = merchant.credit(account)["payment"]
    assert [p["email"] for p in (first, second)] == [customer["email"], "new@orchid.example"]
    check(merchant.get(f"/v1/payments/{first['id']}"), first)
