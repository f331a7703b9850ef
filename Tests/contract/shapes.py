"""What each entity looks like: expected values in the documented order of their keys.

An expectation is an ordinary dict; ids and times that a test cannot know are matchers. `check`
compares values and the order of keys, at every depth.
"""

import re

from sandbox import BASE62

EPOCH = 1388534400  # 2014-01-01, the start of the ids' clock


def id_time(identifier):
    """The Unix time, in seconds with a fraction, that an id carries."""
    number = 0
    for character in identifier.rsplit("_", 1)[-1][:10]:
        number = number * 62 + BASE62.index(character)
    return EPOCH + number / 1e9


class Matcher:
    def __init__(self, name, test):
        self.name, self.test = name, test

    def __eq__(self, other):
        return bool(self.test(other))

    __hash__ = None

    def __repr__(self):
        return f"<{self.name}>"


def is_int(value):
    return type(value) is int


def Id(prefix):
    pattern = re.compile(re.escape(prefix) + r"[0-9A-Za-z]{14}")
    return Matcher(f"{prefix or 'bare'} id", lambda v: isinstance(v, str) and pattern.fullmatch(v))


def Text(pattern):
    return Matcher(pattern, lambda v: isinstance(v, str) and re.fullmatch(pattern, v))


TIME = Matcher("time", lambda v: is_int(v) and EPOCH < v < 2**31)
ANY_NAME = Matcher("a name", lambda v: isinstance(v, str) and v)

NEFT_UTR = Text(r"[A-Z]{4}[A-Z0-9][0-9]{11}")
RTGS_UTR = Text(r"[A-Z]{4}R[A-Z0-9][0-9]{16}")
RRN = Text(r"[0-9]{12}")


def check(actual, expected):
    """Equal values, types and order of keys; an entity's id agrees with its created_at."""
    compare(actual, expected, "answer")
    if isinstance(actual, dict) and {"id", "created_at"} <= actual.keys():
        assert 0 <= actual["created_at"] - int(id_time(actual["id"])) <= 1


def compare(actual, expected, place):
    if isinstance(expected, Matcher):
        assert expected == actual, f"{place}: {actual!r} is not {expected}"
        return
    assert type(actual) is type(expected), f"{place}: {actual!r} instead of {expected!r}"
    if isinstance(expected, dict):
        assert list(actual) == list(expected), place
        for key, value in expected.items():
            compare(actual[key], value, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), f"{place}: {actual!r} instead of {expected!r}"
        for index, value in enumerate(expected):
            compare(actual[index], value, f"{place}[{index}]")
    else:
        assert actual == expected, place


def collection(*items):
    return {"entity": "collection", "count": len(items), "items": list(items)}


def customer(**fields):
    return {
        "id": Id("cust_"), "entity": "customer", "name": None, "email": None, "contact": None,
        "gstin": None, "notes": [], "created_at": TIME, **fields,
    }


def bank_account(**fields):
    """A virtual account's bank account receiver, in test mode."""
    return {
        "id": Id("ba_"), "entity": "bank_account", "ifsc": "RAZR0000001", "bank_name": None,
        "name": "Acme Corp", "notes": [], "account_number": Text(r"11122200[0-9]{8}"), **fields,
    }


def vpa(username=None, handle="icic"):
    address = f"{username}@{handle}" if username else Text(rf"rzr\.payto00000[0-9]{{10}}@{handle}")
    return {
        "id": Id("vpa_"), "entity": "vpa",
        "username": username or Text(r"rzr\.payto00000[0-9]{10}"), "handle": handle,
        "address": address,
    }


def allowed_payer(number="914010012345679", ifsc="UTIB0000013"):
    return {"type": "bank_account", "id": Id("ba_"),
            "bank_account": {"ifsc": ifsc, "account_number": number}}


def virtual_account(receivers=None, payers=(), **fields):
    head = {
        "id": Id("va_"), "name": "Acme Corp", "entity": "virtual_account", "status": "active",
        "description": None, "amount_expected": None, "notes": [], "amount_paid": 0,
        "customer_id": None, "receivers": [bank_account()] if receivers is None else receivers,
    }
    tail = {"close_by": None, "closed_at": None, "created_at": TIME}
    listed = {"allowed_payers": list(payers)} if payers else {}
    whole = {**head, **listed, **tail}
    assert fields.keys() <= whole.keys(), fields
    return {**whole, **fields}


def credited(account):
    """The account as `virtual_account.credited` shows it: receivers and payers last."""
    last = ("receivers", "allowed_payers")
    head = {key: value for key, value in account.items() if key not in last}
    return {**head, **{key: account[key] for key in last if key in account}}


def payment(customer_id=None, **fields):
    """A captured bank transfer of ₹500 from nobody in particular."""
    whole = {
        "id": Id("pay_"), "entity": "payment", "amount": 50000, "currency": "INR",
        "status": "captured", "order_id": None, "invoice_id": None, "international": False,
        "method": "bank_transfer", "amount_refunded": 0, "refund_status": None, "captured": True,
        "description": "", "card_id": None, "bank": None, "wallet": None, "vpa": None,
        "email": None, "contact": None, "customer_id": customer_id, "notes": [], "fee": 590,
        "tax": 90, "error_code": None, "error_description": None, "error_source": None,
        "error_step": None, "error_reason": None, "acquirer_data": {}, "created_at": TIME,
    }
    assert fields.keys() <= whole.keys(), fields
    if customer_id is None:
        del whole["customer_id"]
    return {**whole, **fields}


def refunded_on_arrival(description, **fields):
    """A payment that came from a stranger or to a closed account."""
    given = {"amount_refunded": fields.get("amount", 50000), **fields}
    return payment(status="refunded", refund_status="full", captured=False, fee=None, tax=None,
                   description=description, **given)


def payer_bank_account(**fields):
    return {
        "id": Id("ba_"), "entity": "bank_account", "ifsc": None, "bank_name": None,
        "name": ANY_NAME, "notes": [], "account_number": Text("[0-9A-Za-z]{5,35}"), **fields,
    }


def bank_transfer(account, **fields):
    """`account` is the entity nested in a REST answer; None leaves it out, as webhooks do."""
    whole = {
        "id": Id("bt_"), "entity": "bank_transfer", "payment_id": Id("pay_"), "mode": "NEFT",
        "bank_reference": NEFT_UTR, "amount": 50000, "payer_bank_account": None,
        "virtual_account_id": Id("va_"),
    }
    nested = {"virtual_account": account} if account else {}
    assert fields.keys() <= whole.keys(), fields
    return {**whole, **fields, **nested}


def upi_transfer(account, **fields):
    """As REST answers it; without an account, as webhooks carry it, with `rrn`."""
    reference = "npci_reference_id" if account else "rrn"
    whole = {
        "id": Id("ut_"), "entity": "upi_transfer", "amount": 50000, "payer_vpa": ANY_NAME,
        "payer_bank": None, "payer_account": None, "payer_ifsc": None, "payment_id": Id("pay_"),
        reference: RRN, "virtual_account_id": Id("va_"),
    }
    nested = {"virtual_account": account} if account else {}
    assert fields.keys() <= whole.keys(), fields
    return {**whole, **fields, **nested}


ARN = Matcher("reference", lambda v: v is None or isinstance(v, str) and v)


def refund(**fields):
    whole = {
        "id": Id("rfnd_"), "entity": "refund", "amount": 50000, "currency": "INR",
        "payment_id": Id("pay_"), "notes": [], "receipt": None, "acquirer_data": {"arn": ARN},
        "created_at": TIME, "batch_id": None, "status": "processed",
        "speed_processed": "normal", "speed_requested": "normal",
    }
    assert fields.keys() <= whole.keys(), fields
    return {**whole, **fields}


def webhook(account_id, **fields):
    whole = {
        "id": Id(""), "created_at": TIME, "updated_at": TIME, "service": "beta-api-test",
        "owner_id": account_id.removeprefix("acc_"), "owner_type": "merchant", "context": [],
        "disabled_at": 0, "url": "http://127.0.0.1:9/hook", "alert_email": None,
        "secret_exists": False, "entity": "webhook", "active": True,
        "events": ["payment.captured"],
    }
    assert fields.keys() <= whole.keys(), fields
    return {**whole, **fields}


def event(account_id, name, created_at=TIME, **payload):
    """A webhook's envelope; the payload's order is the order of `contains`."""
    return {
        "entity": "event", "account_id": account_id, "event": name, "contains": list(payload),
        "payload": {key: {"entity": value} for key, value in payload.items()},
        "created_at": created_at,
    }


def in_webhook(entity, **fields):
    """A payment as webhooks carry it."""
    return {**entity, "reward": None, **fields}
