"""Test and live keys, secrets, sub-accounts."""

import re

from sandbox import base62
from shapes import check, collection
from tables import refused, rule, table


@rule("virtual-accounts.md#2", "observed",
      "Test and live accounts differ in bank, number prefix, VPA and webhook service.")
@table(
    "mode, bank, number, username, handle",
    ("test", "test", {"ifsc": "RAZR0000001", "bank_name": None}, "11122200[0-9]{8}",
     r"rzr\.payto00000[0-9]{10}", "icic"),
    ("live", "live", {"ifsc": "UTIB000RAZP", "bank_name": "Axis Bank"}, "222333[0-9]{10}",
     r"rpy\.payto00000[0-9]{10}", "icici"),
)
def test_receivers_of_a_mode(mode, bank, number, username, handle, new_merchant):
    merchant = new_merchant(key_id=f"rzp_{mode}_{base62(14)}")
    account = merchant.account("bank_account", "vpa")
    first, second = account["receivers"]
    assert {name: first[name] for name in bank} == bank
    assert re.fullmatch(number, first["account_number"])
    assert re.fullmatch(username, second["username"])
    assert second["handle"] == handle
    hook = merchant.webhook()
    assert hook["service"] == f"beta-api-{mode}"


@rule("README.md#2", "documented", "Test and live records never meet.")
def test_modes_do_not_share_records(new_merchant):
    tail = base62(14)
    test, live = (new_merchant(key_id=f"rzp_{mode}_{tail}") for mode in ("test", "live"))
    made = test.account()
    refused(live.call("GET", f"/v1/virtual_accounts/{made['id']}"),
            "The id provided does not exist")


@rule("README.md#2", "observed", "A key with another secret gets `Authentication failed`.")
def test_a_secret_is_pinned_by_its_first_use(new_merchant):
    first = new_merchant()
    first.get("/v1/payments")
    second = new_merchant(key_id=first.key_id)
    for target in ("/v1/payments", "/_sandbox/events"):
        refused(second.call("GET", target), "Authentication failed", 401)


@rule("README.md#1", "documented",
      "`X-Razorpay-Account` acts for a sub-account with records of its own.")
def test_a_sub_account_is_a_merchant_of_its_own(merchant):
    other = {"X-Razorpay-Account": "acc_" + base62(14)}
    made = merchant.ok("POST", "/v1/customers", {"name": "Nila Rao"}, headers=other)
    check(merchant.get("/v1/customers"), collection())
    check(merchant.ok("GET", "/v1/customers", headers=other), collection(made))
    refused(merchant.call("GET", f"/v1/customers/{made['id']}"), "The id provided does not exist")
    third = {"X-Razorpay-Account": "acc_" + base62(14)}
    check(merchant.ok("GET", "/v1/customers", headers=third), collection())
