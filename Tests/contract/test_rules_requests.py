"""What every write shares: notes, unknown names, the order of checks, ids."""

import shapes
from refusals import STRANGER
from sandbox import AXIS, payer
from shapes import check, collection
from tables import refused, rule, table

# Notes, on everything that has them

@rule("README.md#7", "documented", "Notes are texts; empty notes are an empty list.")
@table(
    "sent, kept",
    ("text", {"a": "b"}, {"a": "b"}),
    ("a number", {"a": 105}, {"a": "105"}),
    ("a boolean", {"a": True}, {"a": "true"}),
    ("an empty object", {}, []),
    ("an empty list", [], []),
    ("in the order sent", {"z": "1", "a": "2", "m": "3"}, {"z": "1", "a": "2", "m": "3"}),
    ("15 keys", {f"k{n}": "v" for n in range(15)}, {f"k{n}": "v" for n in range(15)}),
    ("512 characters", {"a": "é" * 512}, {"a": "é" * 512}),
    ("a key of 255", {"k" * 255: "v"}, {"k" * 255: "v"}),
    ("not ASCII", {"किराया": "₹ 🙂 / \" \\ \n"}, {"किराया": "₹ 🙂 / \" \\ \n"}),
)
def test_notes(sent, kept, merchant):
    answer = merchant.call("POST", "/v1/customers", {"notes": sent})
    check(answer.json, shapes.customer(notes=kept))
    assert b"\\u" not in answer.body and b"\\/" not in answer.body
    account = merchant.account(notes=sent)
    check(merchant.get(f"/v1/virtual_accounts/{account['id']}"),
          shapes.virtual_account(notes=kept))


@rule("README.md#7", "documented",
      "Fifteen notes, values up to 512 characters, keys up to 255 (inferred).")
@table(
    "notes, words",
    ("16 keys", {f"k{n}": "v" for n in range(16)}, "Notes should not have more than 15 keys"),
    ("513 characters", {"a": "é" * 513}, "Notes value cannot be greater than 512 characters"),
    ("a key of 256", {"k" * 256: "v"}, "Notes key cannot be greater than 255 characters"),
)
def test_notes_too_many_or_too_long(notes, words, merchant):
    paid = merchant.payment()
    back = merchant.refund(paid, amount=100)
    for method, target, body in [
        ("POST", "/v1/customers", {}),
        ("POST", "/v1/virtual_accounts", {"receivers": {"types": ["bank_account"]}}),
        ("PATCH", f"/v1/payments/{paid['id']}", {}),
        ("PATCH", f"/v1/refunds/{back['id']}", {}),
    ]:
        refused(merchant.call(method, target, {**body, "notes": notes}), words)
    refused(merchant.call("POST", f"/v1/payments/{paid['id']}/refund", {"notes": notes}),
            "Notes validation failed.")


# Unknown parameters

@rule("README.md#3", "observed", "Unknown parameters are refused by name, in the order sent.")
@table(
    "body, names",
    ("one", {"foo": 1}, "foo"),
    ("in the order sent", {"zebra": 1, "apple": 2, "name": "Nila Rao", "mango": 3},
     "zebra, apple, mango"),
    ("before the fields' own faults", {"email": "nobody", "foo": 1}, "foo"),
)
def test_unknown_parameters(body, names, merchant):
    refused(merchant.call("POST", "/v1/customers", body),
            f"{names} is/are not required and should not be sent")


@rule("README.md#3", "inferred", "An unknown nested parameter is named by its last part.")
@table(
    "body",
    ("in receivers", {"receivers": {"types": ["bank_account"], "branch": "x"}}),
    ("in a receiver", {"receivers": {"types": ["bank_account"], "bank_account": {"branch": "x"}}}),
    ("in a payer", {"receivers": {"types": ["bank_account"]},
                    "allowed_payers": [{**payer(), "branch": "x"}]}),
    ("in a payer's account", {
        "receivers": {"types": ["bank_account"]},
        "allowed_payers": [{"type": "bank_account", "bank_account": {**AXIS, "branch": "x"}}]}),
)
def test_unknown_nested_parameters_show_their_leaf(body, merchant):
    refused(merchant.call("POST", "/v1/virtual_accounts", body),
            "branch is/are not required and should not be sent")


@rule("README.md#10", "inferred",
      "Credentials, route, id, existence, unknown names, fields, rules.")
def test_the_order_of_checks(merchant):
    """Credentials, route, id's shape, existence, unknown names, fields, rules."""
    bad = f"/v1/virtual_accounts/va_{'x' * 15}"
    refused(merchant.call("PATCH", bad, {"foo": 1}, auth=None),
            "Please provide your api key for authentication purposes.", 401)
    refused(merchant.call("PUT", bad, {"foo": 1}), "The requested URL was not found on the server.")
    refused(merchant.call("PATCH", bad, {"foo": 1}), f"{'x' * 15} is not a valid id")
    refused(merchant.call("PATCH", f"/v1/virtual_accounts/va_{STRANGER}", {"foo": 1}),
            "The id provided does not exist")
    closed = merchant.closed_account()
    target = f"/v1/virtual_accounts/{closed['id']}"
    refused(merchant.call("PATCH", target, {"foo": 1, "close_by": "soon"}),
            "foo is/are not required and should not be sent")
    refused(merchant.call("PATCH", target, {"close_by": "soon"}),
            "The close by must be an integer.")
    refused(merchant.call("PATCH", target, {"close_by": merchant.now() + 86400}),
            "Customer Identifier cannot be updated")


# Ids in paths

@rule("README.md#6", "documented",
      "An id with and without its prefix, malformed, and of another kind.")
@table(
    "shown, words",
    ("bare", "{bare}", None),
    ("with its prefix", "{id}", None),
    ("with a slash after it", "{id}/", None),
    ("another entity's prefix", "pay_JGmL38CqCHTyZZ", "pay_JGmL38CqCHTyZZ is not a valid id"),
    ("15 characters", "va_LQPd9lomgwDE5Fs", "LQPd9lomgwDE5Fs is not a valid id"),
    ("13 characters", "va_LQPd9lomgwDE5", "LQPd9lomgwDE5 is not a valid id"),
    ("a character outside", "va_LQPd9lomgw-E5F", "LQPd9lomgw-E5F is not a valid id"),
    ("unknown", f"va_{STRANGER}", "The id provided does not exist"),
)
def test_ids(shown, words, merchant):
    made = merchant.account()
    shown = shown.format(id=made["id"], bare=made["id"].removeprefix("va_"))
    answer = merchant.call("GET", f"/v1/virtual_accounts/{shown}")
    if words:
        refused(answer, words)
    else:
        check(answer.json, made)


@rule("README.md#6", "observed", "Ids sort by the time of their making and never repeat.")
def test_ids_sort_by_the_time_they_were_made(merchant):
    made = [merchant.account()["id"] for _ in range(20)]
    assert made == sorted(made) and len(set(made)) == 20


@rule("README.md#6", "documented", "Another account's records do not exist.")
def test_another_merchants_records_do_not_exist(merchant, new_merchant):
    other = new_merchant()
    made = merchant.account()
    refused(other.call("GET", f"/v1/virtual_accounts/{made['id']}"),
            "The id provided does not exist")
    check(other.get("/v1/virtual_accounts"), collection())
    refused(other.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"]}, "customer_id": merchant.customer()["id"]}),
        "The id provided does not exist")
