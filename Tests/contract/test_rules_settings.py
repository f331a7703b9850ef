"""Settings: their defaults, their values, what is refused, what they change."""

import re

import pytest

import shapes
from sandbox import Merchant
from shapes import check
from tables import rule, table

DEFAULTS = {
    "billing_label": "Acme Corp", "bank_ifsc": "RAZR0000001", "bank_name": None,
    "account_number_prefix": "11122200", "vpa_prefix": "payto00000", "vpa_handle": "icic",
    "merchant_handle": None, "custom_account_numbers": True, "vpa_only": True,
    "vpa_receivers": True, "fee_basis_points": 100, "fee_cap": 1000, "tax_basis_points": 1800,
    "refund_speed": "normal", "refund_hold": False, "rails": None,
    "instant_refunds": "instant",
    "small_instant_refunds": False, "refund_refusal": None, "tpv_match": "bank",
    "tpv_with_vpa": False, "duplicate_customers": "pair", "close_closed": "unchanged",
    "payer_deletion": "empty", "dormancy_days": 90, "smart_collect": True, "qr": "unsupported",
    "vpa_descriptor": "strict", "auth_errors": "observed", "references": "realistic",
    "upi_details": False, "list_lag": 0,
}
OTHERS = {
    "billing_label": "Orchid Homes", "bank_ifsc": "UTIB000RAZP", "bank_name": "Axis Bank",
    "account_number_prefix": "22233399", "vpa_prefix": "acme", "vpa_handle": "icici",
    "merchant_handle": "ACME", "custom_account_numbers": False, "vpa_only": False,
    "vpa_receivers": False, "fee_basis_points": 200, "fee_cap": None, "tax_basis_points": 0,
    "refund_speed": "optimum", "refund_hold": True, "rails": "realistic",
    "instant_refunds": "normal",
    "small_instant_refunds": True, "refund_refusal": "insufficient_balance",
    "tpv_match": "full_ifsc", "tpv_with_vpa": True, "duplicate_customers": "either",
    "close_closed": "error", "payer_deletion": "null", "dormancy_days": None,
    "smart_collect": False, "qr": "not_enabled", "vpa_descriptor": "relaxed",
    "auth_errors": "documented", "references": "dashboard", "upi_details": True, "list_lag": 60,
}


@rule("README.md#11", "inferred", "What an account is set up for until told otherwise.")
def test_default_settings(merchant):
    settings = merchant.settings()
    assert settings["account_id"] == shapes.Id("acc_")
    assert {name: settings[name] for name in DEFAULTS} == DEFAULTS


@rule("README.md#11", "inferred", "Each setting is changed for one merchant alone and read back.")
@pytest.mark.parametrize("name", OTHERS)
def test_a_setting_is_read_back(name, merchant, new_merchant):
    before = merchant.settings()
    assert merchant.configure(**{name: OTHERS[name]}) == {**before, name: OTHERS[name]}
    assert merchant.settings() == {**before, name: OTHERS[name]}
    assert new_merchant().settings()[name] == DEFAULTS[name]


def test_many_settings_at_once(merchant):
    assert OTHERS.items() <= merchant.configure(**OTHERS).items()


@rule("README.md#11", "inferred", "A setting out of its bounds is refused, and nothing changes.")
@table(
    "settings, field",
    ("unknown", {"colour": "green"}, "colour"),
    ("not a boolean", {"vpa_only": "maybe"}, "vpa_only"),
    ("a negative fee", {"fee_basis_points": -1}, "fee_basis_points"),
    ("a fee that is text", {"fee_basis_points": "much"}, "fee_basis_points"),
    ("a negative cap", {"fee_cap": -1}, "fee_cap"),
    ("an unknown word", {"tpv_match": "branch"}, "tpv_match"),
    ("an unknown refusal", {"refund_refusal": "whim"}, "refund_refusal"),
    ("a short handle", {"merchant_handle": "ACM"}, "merchant_handle"),
    ("a short prefix", {"vpa_prefix": "abc"}, "vpa_prefix"),
    ("a long prefix", {"vpa_prefix": "abcdefghijk"}, "vpa_prefix"),
    ("a prefix of seven", {"account_number_prefix": "1112220"}, "account_number_prefix"),
    ("a wrong IFSC", {"bank_ifsc": "RAZR1"}, "bank_ifsc"),
    ("no days", {"dormancy_days": -1}, "dormancy_days"),
    ("one good, one bad", {"vpa_only": False, "tpv_match": "branch"}, "tpv_match"),
)
def test_a_malformed_setting_is_refused(settings, field, merchant):
    before = merchant.settings()
    answer = merchant.control("PATCH", "/settings", settings)
    assert answer.status == 400, answer
    assert field in answer.body.decode()
    assert merchant.settings() == before


@rule("virtual-accounts.md#2", "documented", "An account's name is the billing label.")
def test_a_billing_label_names_accounts(merchant):
    merchant.configure(billing_label="Orchid Homes")
    check(merchant.account(), shapes.virtual_account(
        [shapes.bank_account(name="Orchid Homes")], name="Orchid Homes"))


@rule("README.md#12", "documented", "A setting answers a wrong key in the documented words.")
def test_the_documented_words_for_bad_credentials(merchant):
    merchant.configure(auth_errors="documented")
    wrong = Merchant(merchant.server, merchant.key_id, "another secret")
    answer = wrong.call("GET", "/v1/payments")
    wrong.close()
    assert answer.status == 401
    assert answer.body == (
        b'{"error":{"code":"BAD_REQUEST_ERROR","description":"The api key provided is invalid",'
        b'"source":"NA","step":"NA","reason":"NA","metadata":{}}}')


@rule("payments.md#2", "documented", "By setting a UPI payment shows its `upi` object.")
def test_details_of_a_upi_payment(merchant):
    merchant.configure(upi_details=True)
    account = merchant.account("vpa")
    paid = merchant.credit({"vpa": account["receivers"][0]["address"]}, mode="UPI",
                           payer={"vpa": "nila@examplebank"})["payment"]
    assert list(paid)[-1] == "upi"
    assert paid["upi"] == {"payer_account_type": "bank_account", "vpa": "nila@examplebank"}


@rule("transfers.md#2", "inferred",
      "References have the form of their rail, or that of the Dashboard's test payments.")
@table(
    "mode, setting, pattern",
    ("NEFT", "NEFT", "realistic", "[A-Z]{4}[A-Z0-9][0-9]{11}"),
    ("RTGS", "RTGS", "realistic", "[A-Z]{4}R[A-Z0-9][0-9]{16}"),
    ("IMPS", "IMPS", "realistic", "[0-9]{12}"),
    ("UPI", "UPI", "realistic", "[0-9]{12}"),
    ("dashboard", "NEFT", "dashboard", "[0-9]{12}"),
)
def test_references(mode, setting, pattern, merchant):
    merchant.configure(references=setting)
    account = merchant.account()
    made = [merchant.credit(account, 20000000, mode, ignore_limits=True)["utr"] for _ in range(5)]
    assert len(set(made)) == 5
    assert all(re.fullmatch(pattern, utr) for utr in made), made
    if setting == "dashboard":
        assert abs(int(made[0][:10]) - merchant.now()) <= 60


def test_references_follow_each_other_past_those_that_are_used(merchant):
    account = merchant.account()
    made = [merchant.credit(account, 100, "NEFT")["utr"] for _ in range(4)]
    assert [int(utr[-6:]) - int(made[0][-6:]) for utr in made] == [0, 1, 2, 3]
    taken = f"{made[0][:-6]}{int(made[0][-6:]) + 4:06}"
    merchant.credit(account, 100, "NEFT", utr=taken)
    later = [merchant.credit(account, 100, "NEFT")["utr"] for _ in range(3)]
    assert taken not in later
    assert len({*made, taken, *later}) == 8
    assert int(later[2][-6:]) - int(later[1][-6:]) == 1


def test_references_go_on_after_a_snapshot_as_they_did_before(merchant):
    account = merchant.account()
    merchant.credit(account, 100, "NEFT")
    merchant.control_ok("POST", "/snapshots", {"name": "before"})
    first = [merchant.credit(account, 100, "IMPS")["utr"] for _ in range(3)]
    merchant.control_ok("POST", "/snapshots/before/restore")
    assert [merchant.credit(account, 100, "IMPS")["utr"][-6:] for _ in range(3)] \
        == [utr[-6:] for utr in first]
