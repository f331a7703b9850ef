"""The shape of every entity, as text under `fixtures/wire`, with what varies made plain.

`UPDATE_GOLDEN=1` writes the files anew; the difference is the review.
"""

import json
import os

import pytest

from sandbox import FIXTURES, payer
from tables import rule

WIRE = FIXTURES / "wire"
PAYER = {"name": "Nila Rao", "account_number": "914010012345679", "ifsc": "UTIB0000013"}
TIMES = {"created_at", "closed_at", "close_by", "updated_at"}
IDS = {"id", "payment_id", "customer_id", "virtual_account_id", "account_id", "owner_id"}


def plain(value, key=None):
    """The value with ids, times and random digits replaced by their kinds."""
    if isinstance(value, dict):
        return {name: plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, key) for inner in value]
    if key in TIMES and value is not None:
        return 1790371849
    if key in IDS and isinstance(value, str):
        prefix = value[:-14]
        return prefix + "00000000000000"
    if key in ("arn", "rrn") and value is not None:
        return "626903004512"
    return value


def compare(name, body):
    shown = json.dumps(plain(json.loads(body)), indent=2, ensure_ascii=False) + "\n"
    path = WIRE / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        WIRE.mkdir(exist_ok=True)
        path.write_text(shown)
    assert path.read_text() == shown
    # The bytes are compact: what was sent is what writing it again without blanks gives.
    assert body == json.dumps(json.loads(body), separators=(",", ":"),
                              ensure_ascii=False).encode()


@pytest.fixture
def scene(merchant):
    """A customer, an account of each kind and a transfer of each kind, all told by name."""
    customer = merchant.ok("POST", "/v1/customers", {
        "name": "Nila Rao", "contact": "+919811122233", "email": "nila@orchid.example",
        "notes": {"desk": "B4"}})
    account = merchant.account(
        "bank_account", "vpa", customer_id=customer["id"], description="Flat 12 rent",
        close_by=merchant.now() + 86400, notes={"block": "C"},
        bank={"descriptor": "4400112233"}, vpa={"descriptor": "orchidnila"})
    checked = merchant.account(payers=[payer()], bank={"descriptor": "4400112234"})
    bank = merchant.credit(account, 61900, payer=PAYER, utr="KKBKN26269000817")
    upi = merchant.credit({"vpa": "rzr.payto00000orchidnila@icic"}, 61900, "UPI",
                          payer={**PAYER, "vpa": "nila@examplebank"}, utr="626903004512")
    refund = merchant.refund(bank["payment"], amount=20000, receipt="R-77",
                             notes={"why": "overpaid"}, speed="optimum")
    hook = merchant.webhook()
    return {
        "customer": f"/v1/customers/{customer['id']}",
        "virtual_account": f"/v1/virtual_accounts/{account['id']}",
        "virtual_account_with_payers": f"/v1/virtual_accounts/{checked['id']}",
        "payment_bank_transfer": f"/v1/payments/{bank['payment']['id']}",
        "payment_upi": f"/v1/payments/{upi['payment']['id']}",
        "bank_transfer": f"/v1/payments/{bank['payment']['id']}/bank_transfer",
        "upi_transfer": f"/v1/payments/{upi['payment']['id']}/upi_transfer",
        "refund": f"/v1/refunds/{refund['id']}",
        "webhook": f"/v1/webhooks/{hook['id']}",
        "collection": "/v1/refunds",
    }


@rule("README.md#5", "documented",
      "Every entity is byte for byte what the contract's samples show.")
def test_entities(merchant, scene):
    for name, target in scene.items():
        answer = merchant.call("GET", target)
        assert answer.status == 200, answer
        compare(name, answer.body)


@rule("webhooks.md#3", "documented", "Envelope, payload and order of members of every event.")
def test_events(merchant):
    account = merchant.account("bank_account", "vpa", bank={"descriptor": "4400112233"},
                               vpa={"descriptor": "orchidnila"}, description="Flat 12 rent")
    bank = merchant.credit(account, 61900, payer=PAYER, utr="KKBKN26269000817")
    merchant.credit({"vpa": "rzr.payto00000orchidnila@icic"}, 61900, "UPI",
                    payer={**PAYER, "vpa": "nila@examplebank"}, utr="626903004512")
    merchant.refund(bank["payment"], amount=20000)
    merchant.ok("POST", f"/v1/virtual_accounts/{account['id']}/close")
    seen = set()
    for event in merchant.events():
        body = merchant.control_ok("GET", f"/events/{event['id']}")["body"].encode()
        name = event["event"] + ("_upi" if b'"method":"upi"' in body else "")
        seen.add(name)
        compare(f"event_{name.replace('.', '_')}", body)
    assert len(seen) == 10
