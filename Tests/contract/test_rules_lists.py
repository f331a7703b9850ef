"""Collections: pages, spans of time, order, filters."""

import pytest

from shapes import check, collection
from tables import refused, rule, table


@pytest.fixture
def twelve(merchant):
    """Twelve customers made a second apart, newest first as a list shows them."""
    merchant.freeze()
    made = []
    for _ in range(12):
        made.insert(0, merchant.customer())
        merchant.advance("1s")
    return made


@rule("README.md#9", "documented", "Pages by count and skip, newest first, ten without a count.")
@table(
    "query, picked",
    ("the default", "", slice(0, 10)), ("all", "count=100", slice(0, 12)),
    ("one", "count=1", slice(0, 1)), ("skip", "count=5&skip=10", slice(10, 12)),
    ("beyond", "skip=12", slice(12, 12)), ("a page", "count=3&skip=3", slice(3, 6)),
)
def test_pages(query, picked, merchant, twelve):
    check(merchant.get(f"/v1/customers?{query}"), collection(*twelve[picked]))


@rule("README.md#9", "documented",
      "`from` and `to` include their ends; the wrong way round nothing is found.")
def test_a_span_of_time_includes_its_ends(merchant, twelve):
    span = [customer["created_at"] for customer in twelve]
    first, last = span[6], span[3]
    check(merchant.get(f"/v1/customers?from={first}&to={last}"), collection(*twelve[3:7]))
    check(merchant.get(f"/v1/customers?from={last}&to={first}"), collection())
    check(merchant.get(f"/v1/customers?from={span[0]}"), collection(twelve[0]))
    check(merchant.get(f"/v1/customers?to={span[-1]}"), collection(twelve[-1]))
    check(merchant.get("/v1/customers?from=946684800&to=4765046400&count=100"),
          collection(*twelve))


@rule("README.md#9", "documented", "Records of the same second are listed newest first.")
def test_lists_of_a_second_are_newest_first(merchant):
    merchant.freeze()
    account = merchant.account()
    payments = [merchant.credit(account)["payment"] for _ in range(5)][::-1]
    for target in ("/v1/payments", f"/v1/virtual_accounts/{account['id']}/payments"):
        check(merchant.get(target), collection(*payments))
        check(merchant.get(f"{target}?skip=1&count=2"), collection(*payments[1:3]))
    refunds = [merchant.refund(payments[0], amount=100) for _ in range(5)][::-1]
    for target in ("/v1/refunds", f"/v1/payments/{payments[0]['id']}/refunds"):
        check(merchant.get(target), collection(*refunds))


@rule("README.md#13", "sdk", "`payment_id` filters the list of refunds.")
def test_refunds_of_a_payment_by_the_collection(merchant):
    first, second = merchant.payment(), merchant.payment()
    wanted = merchant.refund(first, amount=100)
    merchant.refund(second, amount=100)
    check(merchant.get(f"/v1/refunds?payment_id={first['id']}"), collection(wanted))
    refused(merchant.call("GET", f"/v1/payments/{second['id']}/refunds/{wanted['id']}"),
            "The id provided does not exist")


@rule("payments.md#3", "documented", "`va_transaction_id` finds a payment by its reference.")
def test_a_search_by_upi_reference(merchant):
    account = merchant.account("vpa")
    address = {"vpa": account["receivers"][0]["address"]}
    merchant.credit(address, mode="UPI")
    wanted = merchant.credit(address, mode="UPI", utr="626903004512")["payment"]
    for flag in ("", "&virtual_account=1", "&virtual_account=0"):
        check(merchant.get(f"/v1/payments?va_transaction_id=626903004512{flag}"),
              collection(wanted))
    check(merchant.get("/v1/payments?va_transaction_id=0&virtual_account=1"), collection())


@rule("README.md#9", "observed", "Lists can lag behind writes; here a setting makes them.")
def test_a_lagging_list(merchant):
    merchant.freeze()
    merchant.configure(list_lag=60)
    made = merchant.account()
    check(merchant.get("/v1/virtual_accounts"), collection())
    check(merchant.get(f"/v1/virtual_accounts/{made['id']}"), made)
    merchant.advance("61s")
    check(merchant.get("/v1/virtual_accounts"), collection(made))
