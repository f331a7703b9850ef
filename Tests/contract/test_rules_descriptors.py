"""Descriptors: the numbers and the UPI addresses made from them."""

import re

import pytest

import shapes
from shapes import check
from tables import refused, rule, table


@rule("virtual-accounts.md#8", "documented", "A bank account's descriptor ends its number.")
@pytest.mark.parametrize("length", range(1, 11))
def test_account_numbers_from_a_descriptor(length, merchant):
    descriptor = "4400112233"[:length]
    account = merchant.account(bank={"descriptor": descriptor})
    head = "11122200".ljust(16, "0")[:16 - length]
    assert account["receivers"][0]["account_number"] == head + descriptor


HANDLE = {"merchant_handle": "ACME", "custom_account_numbers": False}
NO_CUSTOM = {"custom_account_numbers": False}
NOT_SET = "Descriptor field cannot be used as merchant handle is not set for your account."


@rule("virtual-accounts.md#8", "documented",
      "Custom and vanity numbers depend on what the account is set up for.")
@table(
    "settings, bank, outcome",
    ("random", {}, {}, "11122200[0-9]{8}"),
    ("letters", {}, {"descriptor": "shop0042"}, "11122200shop0042"),
    ("numeric said", {}, {"descriptor": "44001122", "numeric": 1}, "1112220044001122"),
    ("custom off, none", NO_CUSTOM, {}, "11122200[0-9]{8}"),
    ("custom off, some", NO_CUSTOM, {"descriptor": "44"},
     ValueError("Descriptor cannot be used with your account.")),
    ("handle, numeric", HANDLE, {"descriptor": "44"},
     ValueError("Descriptor cannot be used for numeric accounts.")),
    ("handle, vanity", HANDLE, {"descriptor": "shop42", "numeric": 0}, "RZRPACME000shop42"),
    ("handle, nine", HANDLE, {"descriptor": "shop42abc", "numeric": 0}, "RZRPACMEshop42abc"),
    ("handle, random", HANDLE, {"numeric": 0}, "RZRPACME[0-9A-Za-z]{9}"),
    ("no handle, vanity", {}, {"descriptor": "shop42", "numeric": 0}, ValueError(NOT_SET)),
    ("no handle, letters", {}, {"numeric": 0}, "11122200[0-9A-Za-z]{8}"),
    ("another prefix", {"account_number_prefix": "22233399"}, {"descriptor": "4400112233"},
     "2223334400112233"),
)
def test_account_numbers_under_settings(settings, bank, outcome, merchant):
    if settings:
        merchant.configure(**settings)
    answer = merchant.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"], "bank_account": bank}})
    if isinstance(outcome, ValueError):
        refused(answer, str(outcome))
    else:
        assert re.fullmatch(outcome, answer.json["receivers"][0]["account_number"], re.IGNORECASE)


@rule("virtual-accounts.md#8", "documented",
      "A VPA's descriptor fills the username to its length.")
@table(
    "settings, descriptor, outcome",
    ("ten", {}, "orchidnila", "rzr.payto00000orchidnila"),
    ("nine", {}, "orchidnil", ValueError("The descriptor must be 10 characters.")),
    ("eleven", {}, "gaurikumari", ValueError("The descriptor must be 10 characters.")),
    ("a sign", {}, "orchid-nil", ValueError("The descriptor must be 10 characters.")),
    ("a prefix of four", {"vpa_prefix": "acme"}, "orchidnila123456",
     "rzr.acmeorchidnila123456"),
    ("not sixteen", {"vpa_prefix": "acme"}, "orchidnila",
     ValueError("The descriptor must be 16 characters.")),
    ("relaxed", {"vpa_descriptor": "relaxed"}, "gaurikumari", "rzr.payto00000gaurikumari"),
)
def test_vpas_from_a_descriptor(settings, descriptor, outcome, merchant):
    if settings:
        merchant.configure(**settings)
    answer = merchant.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["vpa"], "vpa": {"descriptor": descriptor}}})
    if isinstance(outcome, ValueError):
        refused(answer, str(outcome))
    else:
        check(answer.json, shapes.virtual_account([shapes.vpa(outcome)]))


IN_USE = "An active Customer Identifier with the same descriptor already exists for your account."


@rule("virtual-accounts.md#8", "documented", "A descriptor is taken while its account is active.")
@table(
    "receivers, again",
    ("vpa", {"types": ["vpa"], "vpa": {"descriptor": "orchidnila"}},
     {"types": ["vpa"], "vpa": {"descriptor": "ORCHIDnila"}}),
    ("bank account", {"types": ["bank_account"], "bank_account": {"descriptor": "44001122"}},
     {"types": ["bank_account"], "bank_account": {"descriptor": "44001122"}}),
)
def test_a_descriptor_is_free_again_when_its_account_closes(receivers, again, merchant):
    first = merchant.ok("POST", "/v1/virtual_accounts", {"receivers": receivers})
    refused(merchant.call("POST", "/v1/virtual_accounts", {"receivers": again}), IN_USE)
    merchant.ok("POST", f"/v1/virtual_accounts/{first['id']}/close")
    second = merchant.ok("POST", "/v1/virtual_accounts", {"receivers": again})
    credit = merchant.credit(**target_of(second))
    assert credit["status"] == "credited"
    assert merchant.get(f"/v1/virtual_accounts/{second['id']}")["amount_paid"] == 50000


def target_of(account):
    receiver = account["receivers"][0]
    if receiver["entity"] == "vpa":
        return {"to": {"vpa": receiver["address"]}, "mode": "UPI"}
    return {"to": {"account_number": receiver["account_number"]}}
