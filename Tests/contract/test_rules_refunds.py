"""Refunds: arithmetic, bounds, speeds, receipts, keys, and payers who cannot be paid back."""

import shapes
from sandbox import AXIS
from shapes import check
from tables import refused, rule, table


@rule("refunds.md#3", "documented", "Refunds add up to partial and full; `amount_paid` stays.")
@table(
    "steps, amount_refunded, refund_status, status",
    ("nothing", [], 0, None, "captured"),
    ("a part", [20000], 20000, "partial", "captured"),
    ("two parts", [20000, 29999], 49999, "partial", "captured"),
    ("parts that make it whole", [20000, 30000], 50000, "full", "refunded"),
    ("all", [None], 50000, "full", "refunded"),
    ("the rest", [100, None], 50000, "full", "refunded"),
)
def test_refund_arithmetic(steps, amount_refunded, refund_status, status, merchant):
    account = merchant.account()
    paid = merchant.credit(account)["payment"]
    for amount in steps:
        merchant.refund(paid, **({"amount": amount} if amount else {}))
    after = merchant.get(f"/v1/payments/{paid['id']}")
    check(after, {**paid, "amount_refunded": amount_refunded, "refund_status": refund_status,
                  "status": status})
    assert merchant.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 50000
    refunds = merchant.get(f"/v1/payments/{paid['id']}/refunds")["items"]
    assert sum(refund["amount"] for refund in refunds) == amount_refunded
    told = ["refund.created", "refund.processed"] * len(steps)
    assert [name for name in merchant.event_names() if name.startswith("refund.")] == told


@rule("refunds.md#3", "documented", "A refund is at least one rupee and at most what is left.")
@table(
    "amount, words",
    ("1.00", 100, None), ("0.99", 99, "The amount must be at least INR 1.00"),
    ("0", 0, "Amount cannot be blank."),
    ("all", 50000, None),
    ("one more", 50001, "The refund amount provided is greater than amount captured"),
    ("a fraction", 100.5, "The amount must be an integer."),
)
def test_refund_bounds(amount, words, merchant):
    paid = merchant.payment()
    answer = merchant.call("POST", f"/v1/payments/{paid['id']}/refund", {"amount": amount})
    if words:
        refused(answer, words)
    else:
        check(answer.json, shapes.refund(amount=amount, payment_id=paid["id"]))


@rule("refunds.md#3", "documented",
      "An optimum refund is instant, or normal where no fast way exists.")
@table(
    "speed, settings, expected",
    ("none", None, {}, ("normal", "normal")),
    ("normal", "normal", {}, ("normal", "normal")),
    ("optimum", "optimum", {}, ("instant", "optimum")),
    ("optimum, no way", "optimum", {"instant_refunds": "normal"}, ("normal", "optimum")),
    ("the account's speed", None, {"refund_speed": "optimum"}, ("instant", "optimum")),
    ("held", None, {"refund_hold": True}, (None, "normal")),
)
def test_refund_speeds(speed, settings, expected, merchant):
    if settings:
        merchant.configure(**settings)
    paid = merchant.payment()
    made = merchant.refund(paid, **({"speed": speed} if speed else {}))
    status = "pending" if settings.get("refund_hold") else "processed"
    check(made, shapes.refund(payment_id=paid["id"], status=status, speed_processed=expected[0],
                              speed_requested=expected[1]))
    told = merchant.event_names()[4:]
    assert ("refund.processed" in told) == (status == "processed")


@rule("refunds.md#7", "documented", "A setting allows instant refunds below a rupee.")
def test_small_instant_refunds(merchant):
    paid = merchant.payment()
    target = f"/v1/payments/{paid['id']}/refund"
    merchant.configure(small_instant_refunds=True)
    made = merchant.ok("POST", target, {"amount": 1, "speed": "optimum"})
    assert (made["amount"], made["speed_processed"]) == (1, "instant")
    refused(merchant.call("POST", target, {"amount": 1}), "The amount must be at least INR 1.00")


@rule("refunds.md#3", "observed", "A receipt is used once for a payment.")
def test_receipts_are_unique_for_a_payment(merchant):
    first, second = merchant.payment(), merchant.payment()
    merchant.refund(first, amount=100, receipt="R-77")
    refused(merchant.call("POST", f"/v1/payments/{first['id']}/refund",
                          {"amount": 100, "receipt": "R-77"}),
            "Duplicate receipt found for this refund request.")
    assert merchant.refund(second, amount=100, receipt="R-77")["receipt"] == "R-77"
    assert merchant.refund(first, amount=100, receipt="R-78")["receipt"] == "R-78"


KEY_ALPHABET = (
    "The idempotency key must only contain alphanumeric characters, underscores and hyphens.")
KEY = {"X-Refund-Idempotency": "key-0123456789"}


@rule("refunds.md#4", "observed",
      "A key repeated gives the first refund again; with another body or payment it clashes.")
def test_a_repeated_refund_with_a_key(merchant):
    paid = merchant.payment()
    target = f"/v1/payments/{paid['id']}/refund"
    body = {"amount": 100, "notes": {"a": "b"}}
    first = merchant.call("POST", target, body, headers=dict(KEY))
    told = merchant.event_names()
    shuffled = dict(reversed(body.items()))
    again = merchant.call("POST", target, shuffled, headers=dict(KEY))
    assert (again.status, again.body) == (200, first.body)
    assert merchant.event_names() == told
    other = merchant.payment()
    words = "Different request with the same idempotency key has already been processed."
    refused(merchant.call("POST", target, {"amount": 200}, headers=dict(KEY)), words, 409)
    refused(merchant.call("POST", f"/v1/payments/{other['id']}/refund", body, headers=dict(KEY)),
            words, 409)


@rule("refunds.md#4", "inferred", "Only successes are remembered under a key.")
def test_a_refusal_is_not_remembered(merchant):
    paid = merchant.payment()
    target = f"/v1/payments/{paid['id']}/refund"
    assert merchant.call("POST", target, {"amount": 50}, headers=dict(KEY)).status == 400
    merchant.ok("POST", target, {"amount": 100}, headers=dict(KEY))


@rule("refunds.md#4", "documented",
      "A key has at least ten letters, digits, hyphens or underscores.")
@table(
    "key, words",
    ("nine", "a" * 9, "The idempotency key must be at least 10 characters long."),
    ("ten", "a" * 10, None), ("signs", "A-z_0123456789", None),
    ("a dot", "key.0123456789", KEY_ALPHABET),
)
def test_idempotency_keys(key, words, merchant):
    paid = merchant.payment()
    answer = merchant.call("POST", f"/v1/payments/{paid['id']}/refund",
                           headers={"X-Refund-Idempotency": key})
    if words:
        refused(answer, words)
    else:
        assert answer.status == 200


@rule("refunds.md#4", "inferred", "A key belongs to its account and mode.")
def test_keys_are_each_merchants_own(merchant, new_merchant):
    for one in (merchant, new_merchant()):
        paid = one.payment()
        one.ok("POST", f"/v1/payments/{paid['id']}/refund", headers=dict(KEY))


@rule("refunds.md#3", "documented", "A payment older than six months takes no normal refund.")
@table(
    "age, taken",
    ("5 months", "150d", True), ("7 months", "215d", False),
)
def test_old_payments(age, taken, merchant):
    paid = merchant.payment()
    merchant.advance(age)
    answer = merchant.call("POST", f"/v1/payments/{paid['id']}/refund")
    assert answer.status == (200 if taken else 400), answer
    if not taken:
        assert merchant.refund(paid, speed="optimum")["speed_processed"] == "instant"


@rule("refunds.md#6", "documented",
      "Payers whose account is hidden, and NRE accounts, cannot be paid back; the words are "
      "inferred.")
@table(
    "mode, payer_sent, refundable",
    ("NEFT, known", "NEFT", AXIS, True), ("NEFT, hidden", "NEFT", None, False),
    ("IMPS, no number", "IMPS", {"account_number": None, "ifsc": "UTIB0000013"}, False),
    ("NRE", "NEFT", {**AXIS, "account_type": "nre"}, False),
    ("savings", "NEFT", {**AXIS, "account_type": "savings"}, True),
    ("UPI, hidden", "UPI", {"vpa": "nila@examplebank", "account_number": None}, False),
    ("UPI, known", "UPI", {"vpa": "nila@examplebank", **AXIS}, True),
)
def test_payers_who_can_be_paid_back(mode, payer_sent, refundable, merchant):
    account = merchant.account("bank_account", "vpa")
    receiver = account["receivers"][mode == "UPI"]
    to = {"vpa": receiver["address"]} if mode == "UPI" else account["id"]
    credit = merchant.credit(to, mode=mode, payer=payer_sent)
    assert credit["status"] == "credited"
    answer = merchant.call("POST", f"/v1/payments/{credit['payment']['id']}/refund")
    if refundable:
        assert answer.status == 200, answer
    else:
        refused(answer, "Refund is currently not supported for this payment method.")


@rule("refunds.md#3", "inferred",
      "A held refund is pending until it is processed or fails; failing gives the amount back.")
@table(
    "outcome, amount_refunded, refund_status, event",
    ("processed", "processed", 20000, "partial", "refund.processed"),
    ("failed", "failed", 0, None, "refund.failed"),
)
def test_a_held_refund(outcome, amount_refunded, refund_status, event, merchant):
    merchant.configure(refund_hold=True)
    paid = merchant.payment()
    held = merchant.refund(paid, amount=20000)
    check(held, shapes.refund(amount=20000, payment_id=paid["id"], status="pending",
                              speed_processed=None))
    assert merchant.get(f"/v1/payments/{paid['id']}")["amount_refunded"] == 20000
    merchant.control_ok("POST", f"/refunds/{held['id']}/settle", {"status": outcome})
    settled = merchant.get(f"/v1/refunds/{held['id']}")
    assert settled["status"] == outcome
    check(merchant.get(f"/v1/payments/{paid['id']}"), {
        **paid, "amount_refunded": amount_refunded, "refund_status": refund_status})
    assert merchant.event_names()[4:] == ["refund.created", event]
    again = merchant.control("POST", f"/refunds/{held['id']}/settle", {"status": "processed"})
    assert again.status == 400, again


@rule("refunds.md#3", "inferred",
      "A failed refund of everything makes the payment captured again.")
def test_a_failed_refund_of_everything_reopens_the_payment(merchant):
    merchant.configure(refund_hold=True)
    paid = merchant.payment()
    held = merchant.refund(paid)
    assert merchant.get(f"/v1/payments/{paid['id']}")["status"] == "refunded"
    merchant.control_ok("POST", f"/refunds/{held['id']}/settle", {"status": "failed"})
    check(merchant.get(f"/v1/payments/{paid['id']}"), paid)
    merchant.configure(refund_hold=False)
    assert merchant.refund(paid)["amount"] == 50000
