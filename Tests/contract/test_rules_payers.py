"""Allowed payers and what validation does with a transfer."""

import csv

import shapes
from sandbox import AXIS, FIXTURES, payer
from shapes import check
from tables import refused, rule, table

# Allowed payers

@rule("virtual-accounts.md#6", "documented", "Ten allowed payers and no more, in the order added.")
def test_ten_payers_and_no_more(merchant):
    account = merchant.account()
    target = f"/v1/virtual_accounts/{account['id']}/allowed_payers"
    for number in range(10):
        answer = merchant.ok("POST", target, payer(f"914010012345{number:03}"))
    refused(merchant.call("POST", target, payer("914010012345999")),
            "Only 10 allowed payer accounts can be added")
    numbers = [p["bank_account"]["account_number"] for p in answer["allowed_payers"]]
    assert numbers == [f"914010012345{number:03}" for number in range(10)]
    first = answer["allowed_payers"][0]["id"]
    assert merchant.call("DELETE", f"{target}/{first}").status == 204
    again = merchant.ok("POST", target, payer("914010012345999"))
    assert [p["bank_account"]["account_number"] for p in again["allowed_payers"]] == [
        *numbers[1:], "914010012345999"]


@rule("virtual-accounts.md#6", "documented",
      "What a payer needs, and what makes two payers the same.")
@table(
    "sent, words",
    ("misspelt type",
     {"types": "bank_account", "bank_account": payer("91401001")["bank_account"]}, None),
    ("an odd IFSC", payer(ifsc="ABCDEFGHIJK"), None),
    ("5 characters", payer("91401"), None),
    ("letters", payer("SB0091401"), None),
    ("another branch", payer(ifsc="UTIB0000014"), None),
    ("10 of IFSC", payer(ifsc="UTIB000001"), "The ifsc must be 11 characters."),
    ("no type", {"bank_account": payer()["bank_account"]}, "The type field is required."),
    ("the same", payer(), "Payer detail already exist for virtual account"),
    ("the same in lower case", payer(ifsc="utib0000013"),
     "Payer detail already exist for virtual account"),
)
def test_adding_a_payer(sent, words, merchant):
    account = merchant.account(payers=[payer()])
    answer = merchant.call(
        "POST", f"/v1/virtual_accounts/{account['id']}/allowed_payers", sent)
    if words:
        refused(answer, words)
    else:
        added = answer.json["allowed_payers"][1]
        check(added, {"type": "bank_account", "id": shapes.Id("ba_"),
                      "bank_account": sent["bank_account"]})


@rule("virtual-accounts.md#6", "inferred", "A payer of another account does not exist here.")
def test_a_payer_of_another_account(merchant):
    first, second = merchant.account(payers=[payer()]), merchant.account(payers=[payer()])
    foreign = second["allowed_payers"][0]["id"]
    refused(merchant.call(
        "DELETE", f"/v1/virtual_accounts/{first['id']}/allowed_payers/{foreign}"),
        "The id provided does not exist")


@rule("README.md#13", "documented", "A setting answers a payer's deletion with 200 and null.")
def test_a_deletion_that_answers_null(merchant):
    merchant.configure(payer_deletion="null")
    account = merchant.account(payers=[payer()])
    answer = merchant.call("DELETE", f"/v1/virtual_accounts/{account['id']}/allowed_payers/"
                                     f"{account['allowed_payers'][0]['id']}")
    assert (answer.status, answer.body) == (200, b"null")


# Third-party validation
@rule("virtual-accounts.md#6", "documented",
      "A transfer matches a payer by the whole account number and the bank of the IFSC.")
@table(
    "listed, sent, setting, passes",
    ("the same", AXIS, AXIS, "bank", True),
    ("another branch", AXIS, {**AXIS, "ifsc": "UTIB0000999"}, "bank", True),
    ("another branch, full", AXIS, {**AXIS, "ifsc": "UTIB0000999"}, "full_ifsc", False),
    ("the same, full", AXIS, AXIS, "full_ifsc", True),
    ("lower case", {**AXIS, "ifsc": "utib0000013"}, AXIS, "full_ifsc", True),
    ("another bank", AXIS, {**AXIS, "ifsc": "HDFC0000013"}, "bank", False),
    ("another number", AXIS, {**AXIS, "account_number": "914010012345670"}, "bank", False),
    ("leading zeros lost", {**AXIS, "account_number": "00000022234631312"},
     {**AXIS, "account_number": "22234631312"}, "bank", False),
    ("leading zeros kept", {**AXIS, "account_number": "00000022234631312"},
     {**AXIS, "account_number": "00000022234631312"}, "bank", True),
    ("leading zeros added", AXIS, {**AXIS, "account_number": "0914010012345679"}, "bank", False),
)
def test_validation(listed, sent, setting, passes, merchant):
    merchant.configure(tpv_match=setting)
    account = merchant.account(payers=[{"type": "bank_account", "bank_account": listed}])
    credit = merchant.credit(account, payer=sent)
    if passes:
        assert (credit["status"], credit["reason"]) == ("credited", None)
    else:
        assert (credit["status"], credit["reason"]) == ("refunded", "tpv_failed")
        check(credit["payment"], shapes.refunded_on_arrival("Bank Account Validation Failed"))
    paid = 50000 if passes else 0
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == paid


@rule("virtual-accounts.md#6", "inferred", "Without allowed payers nothing is validated.")
def test_validation_ends_with_the_last_payer(merchant):
    account = merchant.account(payers=[payer()])
    stranger = {"account_number": "50100012345678", "ifsc": "HDFC0000001"}
    assert merchant.credit(account, payer=stranger)["status"] == "refunded"
    merchant.call("DELETE", f"/v1/virtual_accounts/{account['id']}/allowed_payers/"
                            f"{account['allowed_payers'][0]['id']}")
    assert merchant.credit(account, payer=stranger)["status"] == "credited"


@rule("refunds.md#6", "inferred",
      "A payer that fails validation and cannot be paid back stays authorized.")
def test_a_hidden_payer_fails_validation_and_cannot_be_refunded(merchant):
    account = merchant.account(payers=[payer()])
    credit = merchant.credit(account, payer=None)
    paid = merchant.get(f"/v1/payments/{credit['payment']['id']}")
    assert (paid["status"], paid["captured"], paid["amount_refunded"]) == ("authorized", False, 0)
    assert credit["refund"] is None
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 0


@rule("README.md#13", "inferred",
      "By setting, validation and a VPA go together where the payer's account is known.")
def test_validation_with_a_vpa(merchant):
    merchant.configure(tpv_with_vpa=True)
    account = merchant.account("bank_account", "vpa", payers=[payer()])
    address = {"vpa": account["receivers"][1]["address"]}
    known = {"vpa": "nila@examplebank", **AXIS}
    assert merchant.credit(address, mode="UPI", payer=known)["status"] == "credited"
    stranger = {**known, "account_number": "50100012345678"}
    assert merchant.credit(address, mode="UPI", payer=stranger)["status"] == "refunded"


@rule("virtual-accounts.md#6", "documented", "Validation works for the listed banks only.")
def test_banks_with_validation(merchant):
    with (FIXTURES / "tpv-banks.csv").open() as file:
        codes = {row["bank_code"] for row in csv.DictReader(file)
                 if row["list"] == "smart_collect" and row["bank_code"]}
    listed = merchant.control_ok("GET", "/tpv-banks")
    assert codes <= {bank["bank_code"] for bank in listed["items"]}

    account = merchant.account(payers=[payer(ifsc="QQQQ0000001")])
    stranger = {"account_number": "914010012345670", "ifsc": "QQQQ0000001"}
    unlisted = merchant.credit(account, payer=stranger)
    assert (unlisted["status"], unlisted["reason"]) == ("refunded", "tpv_failed")
    assert "QQQQ" in unlisted["reason_detail"]
