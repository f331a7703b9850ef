"""Virtual accounts: receivers, closing, dormancy, edits."""

import pytest

import shapes
from sandbox import payer
from shapes import check
from tables import refused, rule, table

# Virtual accounts

@rule("virtual-accounts.md#3", "documented",
      "Receivers are shown bank account first, whatever the order asked for; a type twice "
      "counts once.")
@table(
    "types, kinds",
    ("bank", ["bank_account"], ["bank_account"]),
    ("vpa", ["vpa"], ["vpa"]),
    ("both", ["bank_account", "vpa"], ["bank_account", "vpa"]),
    ("both, the other way", ["vpa", "bank_account"], ["bank_account", "vpa"]),
    ("twice the same", ["bank_account", "bank_account"], ["bank_account"]),
    ("integer keys", {"0": "vpa", "1": "bank_account"}, ["bank_account", "vpa"]),
)
def test_receiver_types(types, kinds, merchant):
    made = merchant.ok("POST", "/v1/virtual_accounts", {"receivers": {"types": types}})
    shape = {"bank_account": shapes.bank_account(), "vpa": shapes.vpa()}
    check(made, shapes.virtual_account([shape[kind] for kind in kinds]))


@rule("virtual-accounts.md#9", "inferred",
      "`receiver_types` means `receivers.types`; `receivers` wins over it.")
@table(
    "encoding, sent",
    ("a list", "body", {"receiver_types": ["bank_account"]}),
    ("a string", "body", {"receiver_types": "bank_account"}),
    ("a form", "form", "receiver_types[]=bank_account"),
    ("receivers win", "body",
     {"receivers": {"types": ["bank_account"]}, "receiver_types": ["vpa"]}),
    ("with an old name", "body", {"receiver_types": ["bank_account"], "name": "Old"}),
)
def test_the_old_receiver_types(encoding, sent, merchant):
    made = merchant.ok("POST", "/v1/virtual_accounts", **{encoding: sent})
    check(made, shapes.virtual_account())


VPA_ALONE = "A Customer Identifier cannot be created with VPA receiver alone"


@rule("virtual-accounts.md#3", "inferred", "Settings forbid a VPA alone, or any VPA.")
def test_settings_about_vpas(merchant):
    merchant.configure(vpa_only=False)
    refused(merchant.call("POST", "/v1/virtual_accounts", {"receivers": {"types": ["vpa"]}}),
            VPA_ALONE)
    merchant.account("bank_account", "vpa")
    merchant.configure(vpa_only=True, vpa_receivers=False)
    answer = merchant.call(
        "POST", "/v1/virtual_accounts", {"receivers": {"types": ["bank_account", "vpa"]}})
    assert answer.status == 400, answer


@rule("README.md#4", "inferred",
      "An account without the product gets the answer of an unknown route.")
def test_a_product_that_is_not_enabled(merchant):
    made = merchant.account()
    merchant.configure(smart_collect=False)
    for method, target in [("GET", "/v1/virtual_accounts"), ("POST", "/v1/virtual_accounts"),
                           ("GET", f"/v1/virtual_accounts/{made['id']}"),
                           ("POST", f"/v1/virtual_accounts/{made['id']}/close")]:
        refused(merchant.call(method, target), "The requested URL was not found on the server.")
    merchant.get("/v1/customers")
    merchant.configure(smart_collect=True)
    check(merchant.get(f"/v1/virtual_accounts/{made['id']}"), made)


@rule("virtual-accounts.md#3", "documented", "`close_by` lies at least 15 minutes ahead.")
@table(
    "delta, taken",
    ("899 s", 899, False),
    ("900 s", 900, True),
    ("in the past", -86400, False),
    ("a year", 365 * 86400, True),
)
def test_close_by(delta, taken, merchant):
    now = merchant.freeze()
    answer = merchant.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"]}, "close_by": now + delta})
    account = merchant.account()
    patched = merchant.call(
        "PATCH", f"/v1/virtual_accounts/{account['id']}", {"close_by": now + delta})
    if taken:
        check(answer.json, shapes.virtual_account(close_by=now + delta))
        check(patched.json, {**account, "close_by": now + delta})
    else:
        words = "close by date should be atleast 15 min after current time"
        refused(answer, words)
        refused(patched, words)


@rule("virtual-accounts.md#3", "inferred", "`close_by` is at most 2147483647.")
def test_the_last_close_by(merchant):
    assert merchant.account(close_by=2147483647)["close_by"] == 2147483647
    assert merchant.account(close_by=str(merchant.now() + 1000))["close_by"] > 0


@rule("virtual-accounts.md#4", "inferred",
      "A `close_by` of null or nothing takes the schedule back.")
@pytest.mark.parametrize("nothing", [{"body": {"close_by": None}}, {"body": {"close_by": ""}},
                                     {"form": "close_by="}], ids=str)
def test_a_close_by_taken_back(nothing, merchant):
    account = merchant.account(close_by=merchant.now() + 86400)
    changed = merchant.ok("PATCH", f"/v1/virtual_accounts/{account['id']}", **nothing)
    check(changed, {**account, "close_by": None})


@rule("virtual-accounts.md#7", "documented",
      "An account closes by itself at its `close_by`, and says so once.")
def test_an_account_closes_by_itself(merchant):
    now = merchant.freeze()
    account = merchant.account(close_by=now + 3600)
    merchant.advance("3599s")
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["status"] == "active"
    answer = merchant.advance("2h")
    assert [(fired["what"], fired["id"], fired["at"]) for fired in answer["fired"]] == [
        ("virtual_account.closed", account["id"], now + 3600)]
    closed = merchant.get(f"/v1/virtual_accounts/{account['id']}")
    check(closed, {**account, "status": "closed", "closed_at": now + 3600})
    assert merchant.event_names() == ["virtual_account.created", "virtual_account.closed"]


@rule("virtual-accounts.md#7", "documented", "An account closes after 90 days without a credit.")
def test_dormancy_counts_from_the_last_credit(merchant):
    merchant.freeze()
    quiet, used = merchant.account(), merchant.account()
    merchant.advance("60d")
    merchant.credit(used)
    merchant.advance("31d")
    state = {a["id"]: a["status"] for a in merchant.get("/v1/virtual_accounts")["items"]}
    assert state == {quiet["id"]: "closed", used["id"]: "active"}
    merchant.advance("60d")
    assert merchant.get(f"/v1/virtual_accounts/{used['id']}")["status"] == "closed"


@rule("README.md#13", "inferred", "Dormancy can be switched off.")
def test_dormancy_switched_off(merchant):
    merchant.configure(dormancy_days=None)
    account = merchant.account()
    merchant.advance("1000d")
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["status"] == "active"


@rule("virtual-accounts.md#4", "inferred",
      "An update changes what is sent and nothing else; null clears words and notes.")
def test_an_update_changes_only_what_is_sent(merchant):
    account = merchant.account(description="Flat 12", notes={"a": "b"},
                               close_by=merchant.now() + 86400)
    target = f"/v1/virtual_accounts/{account['id']}"
    check(merchant.ok("PATCH", target, {}), account)
    check(merchant.ok("PATCH", target, {"description": None}), {**account, "description": None})
    check(merchant.ok("PATCH", target, {"description": ""}), {**account, "description": ""})
    check(merchant.ok("PATCH", target, {"notes": None}),
          {**account, "description": "", "notes": []})
    assert merchant.event_names() == ["virtual_account.created"]


@rule("virtual-accounts.md#4", "inferred",
      "Of a closed account only description and notes change; closing it again changes nothing.")
def test_a_closed_account_keeps_its_words_but_not_its_doors(merchant):
    closed = merchant.closed_account()
    target = f"/v1/virtual_accounts/{closed['id']}"
    check(merchant.ok("PATCH", target, {"description": "moved out", "notes": {"a": "b"}}),
          {**closed, "description": "moved out", "notes": {"a": "b"}})
    for place, body in [("/receivers", {"types": ["vpa"]}), ("/allowed_payers", payer())]:
        refused(merchant.call("POST", target + place, body),
                "Customer Identifier cannot be updated")
    before = merchant.event_names()
    merchant.ok("POST", target + "/close")
    assert merchant.event_names() == before


@rule("README.md#13", "inferred", "A setting refuses to close a closed account.")
def test_closing_twice_with_the_setting(merchant):
    merchant.configure(close_closed="error")
    closed = merchant.closed_account()
    refused(merchant.call("POST", f"/v1/virtual_accounts/{closed['id']}/close"),
            "Customer Identifier is already closed")


@rule("virtual-accounts.md#4", "inferred", "Closing takes no fields.")
def test_closing_with_a_body(merchant):
    account = merchant.account()
    refused(merchant.call("POST", f"/v1/virtual_accounts/{account['id']}/close", {"why": "x"}),
            "why is/are not required and should not be sent")


@rule("README.md#8", "documented", "Lengths are counted in characters, not bytes.")
@rule("virtual-accounts.md#3", "inferred",
      "A description has up to 2048 characters and may be empty.")
@table(
    "field, value, answer",
    ("2048 characters", "description", "é" * 2048, None),
    ("2049 characters", "description", "é" * 2049,
     "The description may not be greater than 2048 characters."),
    ("an empty description", "description", "", None),
    ("no expectation", "amount_expected", 0, None),
)
def test_account_fields(field, value, answer, merchant):
    body = {"receivers": {"types": ["bank_account"]}, field: value}
    got = merchant.call("POST", "/v1/virtual_accounts", body)
    if answer:
        refused(got, answer)
    else:
        check(got.json, shapes.virtual_account(**{field: value}))


@rule("virtual-accounts.md#2", "documented",
      "`amount_paid` adds up what was captured; reaching `amount_expected` closes nothing.")
def test_an_expectation_closes_nothing(merchant):
    account = merchant.account(amount_expected=1000)
    merchant.credit(account, 1000)
    merchant.credit(account, 5000)
    check(merchant.get(f"/v1/virtual_accounts/{account['id']}"),
          {**account, "amount_paid": 6000})


# Second receivers

@rule("virtual-accounts.md#5", "documented",
      "A bank account may join a VPA and the reverse; a second of a kind is refused.")
@table(
    "first, second, words",
    ("a vpa", "bank_account", "vpa", None),
    ("a bank account", "vpa", "bank_account", None),
    ("a second bank account", "bank_account", "bank_account",
     "Bank account Receiver already exists"),
    ("a second vpa", "vpa", "vpa", "Vpa Receiver already exists"),
)
def test_second_receivers(first, second, words, merchant):
    account = merchant.account(first)
    answer = merchant.call(
        "POST", f"/v1/virtual_accounts/{account['id']}/receivers", {"types": [second]})
    if words:
        refused(answer, words)
    else:
        check(answer.json, {**account, "receivers": [shapes.bank_account(), shapes.vpa()]})
        assert account["receivers"][0] in answer.json["receivers"]
    assert merchant.event_names() == ["virtual_account.created"]
