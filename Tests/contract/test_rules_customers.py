"""Customers: duplicates, fields, edits."""

import shapes
from shapes import check
from tables import refused, rule, table

NILA = {"contact": "+919811122233", "email": "nila@orchid.example"}


@rule("customers.md#2", "documented",
      "Two customers are the same by e-mail and contact; a setting makes it either.")
@table(
    "setting, first, second, duplicate",
    ("the same pair", "pair", NILA, NILA, True),
    ("another name", "pair", {**NILA, "name": "Nila Rao"}, {**NILA, "name": "Ira Sen"}, True),
    ("another case of the email", "pair", NILA, {**NILA, "email": "Nila@Orchid.example"}, True),
    ("without +91", "pair", NILA, {**NILA, "contact": "9811122233"}, True),
    ("the email only", "pair", NILA, {**NILA, "contact": "9811122234"}, False),
    ("the contact only", "pair", NILA, {**NILA, "email": "ira@orchid.example"}, False),
    ("both without a contact", "pair", {"email": NILA["email"]}, {"email": NILA["email"]}, True),
    ("one without a contact", "pair", NILA, {"email": NILA["email"]}, False),
    ("both without either", "pair", {"name": "Nila Rao"}, {"name": "Nila Rao"}, False),
    ("either: the email", "either", NILA, {**NILA, "contact": "9811122234"}, True),
    ("either: the contact", "either", NILA, {**NILA, "email": "ira@orchid.example"}, True),
    ("either: neither", "either", NILA,
     {"contact": "9811122234", "email": "ira@orchid.example"}, False),
    ("either: both missing", "either", {"name": "Nila Rao"}, {"name": "Nila Rao"}, False),
)
def test_duplicate_customers(setting, first, second, duplicate, merchant):
    merchant.configure(duplicate_customers=setting)
    made = merchant.ok("POST", "/v1/customers", first)
    answer = merchant.call("POST", "/v1/customers", second)
    if duplicate:
        refused(answer, "Customer already exists for the merchant")
        again = merchant.ok("POST", "/v1/customers", {**second, "fail_existing": "0"})
        assert again == made
    else:
        assert answer.status == 200 and answer.json["id"] != made["id"]


@rule("customers.md#3", "documented", "An edit may not take another customer's pair.")
def test_an_edit_into_another_customers_pair(merchant):
    merchant.ok("POST", "/v1/customers", NILA)
    other = merchant.ok("POST", "/v1/customers", {"email": NILA["email"]})
    target = f"/v1/customers/{other['id']}"
    refused(merchant.call("PUT", target, {"contact": NILA["contact"]}),
            "Customer already exists for the merchant")
    assert merchant.get(target) == other
    merchant.ok("PUT", target, {"email": NILA["email"]})  # its own pair is no duplicate


@rule("customers.md#2", "documented", "Bounds and shapes of name, contact, e-mail and GSTIN.")
@table(
    "field, value, taken",
    ("name of 3", "name", "Nil", True),
    ("name of 2", "name", "Ni", False),
    ("name of 50", "name", "n" * 50, True),
    ("name of 51", "name", "n" * 51, False),
    ("name with signs", "name", "O'Hara-N. _(a)@/b.", True),
    ("name ending in )", "name", "Nila (Rao)", True),
    ("name ending in -", "name", "Nila -", False),
    ("name starting with .", "name", ".Nila", False),
    ("name with &", "name", "Nila & Co", False),
    ("contact of 8", "contact", "98111222", True),
    ("contact of 7", "contact", "9811122", False),
    ("contact of 15", "contact", "981112223344556", True),
    ("contact of 16", "contact", "9811122233445566", False),
    ("contact with +", "contact", "+919811122233", True),
    ("contact with + inside", "contact", "91+9811122233", False),
    ("email of 64", "email", "n" * 49 + "@orchid.example", True),
    ("email of 65", "email", "n" * 50 + "@orchid.example", False),
    ("email without @", "email", "nila.orchid.example", False),
    ("gstin", "gstin", "29AAAPL2356Q1ZS", True),
    ("gstin of 14", "gstin", "29AAAPL2356Q1Z", False),
)
def test_customer_fields(field, value, taken, merchant):
    answer = merchant.call("POST", "/v1/customers", {field: value})
    assert answer.status == (200 if taken else 400), answer
    if taken:
        check(answer.json, shapes.customer(**{field: value}))
    else:
        assert answer.error["field"] == field


@rule("customers.md#3", "inferred", "An edit changes what is sent and nothing else.")
def test_a_customer_keeps_what_is_not_sent(merchant):
    made = merchant.customer(gstin="29AAAPL2356Q1ZS", notes={"a": "b"})
    target = f"/v1/customers/{made['id']}"
    check(merchant.ok("PUT", target, {}), made)
    check(merchant.ok("PUT", target, {"name": None, "email": None}), made)
    check(merchant.ok("PUT", target, {"notes": {"c": "d"}}), {**made, "notes": {"c": "d"}})
    check(merchant.ok("PUT", target, {"notes": None}), {**made, "notes": []})
    refused(merchant.call("PUT", target, {"fail_existing": "0"}),
            "fail_existing is/are not required and should not be sent")
