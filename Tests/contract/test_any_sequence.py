"""Ten thousand operations in any order, and the books agree with a model that knows none of the
server's rules but what the contract says: credits of all kinds, refunds, closures, passing time,
faults, resets, and a server that is killed, between requests and in the middle of them.

A client that loses an answer asks again under the same idempotency key, as it should; so the model
need not guess what was done.
"""

import http.client
import json
import os
import random
import threading
import time

from sandbox import AXIS, Merchant, Server, base62, payer
from test_durability import every

OPERATIONS = int(os.environ.get("OPERATIONS", 10_000))
SEED = int(os.environ.get("SEED", 20260816))
DAY = 86_400
PAYERS = {
    "allowed": AXIS,
    "the same bank": {**AXIS, "ifsc": "UTIB0009999"},
    "a stranger": {"account_number": "50100012345678", "ifsc": "HDFC0000001"},
    "a stranger abroad": {
        "account_number": "50100012345678", "ifsc": "HDFC0000001", "account_type": "nre"},
    "unknown": None,
}
KNOWN = ("allowed", "the same bank")
# As it is before every answer is held against its description: those of faults have none.
SEND = Merchant._send


class Client:
    """One merchant of a server that comes and goes."""

    def __init__(self, database, chance):
        self.database, self.chance = database, chance
        self.keys = 0
        self.restarts = 0
        self.credentials = ("rzp_test_" + base62(14), base62(24))
        self.start()

    def start(self):
        self.server = Server("--database", str(self.database))
        self.merchant = Merchant(self.server, *self.credentials)

    def restart(self):
        self.restarts += 1
        self.merchant.close()
        self.server.kill()
        self.server.stop()
        self.start()

    def stop(self):
        self.merchant.close()
        assert self.server.stop() == 0, self.server.stderr()

    def once(self, method, path, body):
        """The answer, or None where it was lost; it may be lost on purpose."""
        raw = json.dumps(body).encode()
        headers = {"Authorization": self.merchant.authorization,
                   "Content-Type": "application/json"}
        key = f"key-of-operation-{self.keys}"
        headers["X-Refund-Idempotency" if path.startswith("/v1") else "Idempotency-Key"] = key
        try:
            return SEND(self.merchant, method, path, raw, headers)
        except (OSError, http.client.HTTPException):
            self.merchant.close()
            self.merchant._connection = None
            return None

    def do(self, method, path, body, kill=False):
        """Asks until there is an answer that is no fault's; now and then the server is killed."""
        self.keys += 1
        if kill:
            killer = threading.Timer(self.chance.random() * 0.004, self.server.process.kill)
            killer.start()
            answer = self.once(method, path, body)
            killer.join()
            self.restart()
            if answer is not None and answer.status < 429:
                return answer
        for _ in range(5):
            answer = self.once(method, path, body)
            if answer is not None and answer.status < 429:
                return answer
        raise AssertionError(f"{method} {path} is never answered")

    def get(self, path):
        return self.do("GET", path, {}).json


class Model:
    def __init__(self, now):
        self.now = now
        self.accounts, self.payments, self.waiting = {}, {}, []
        self.credits = self.refunds = 0
        self.references = []

    def arrive(self, account, amount, who, payment):
        target = self.accounts[account]
        known, refundable = who in KNOWN, who in (*KNOWN, "a stranger")
        paid = {"account": account, "amount": amount, "back": 0, "captured": False,
                "refundable": refundable, "created": self.now}
        self.payments[payment] = paid
        if target["closed"] or (target["choosy"] and not known):
            if not target["closed"] and not refundable:
                return "held"
            paid["back"] = amount
            self.refunds += 1
            return "refunded"
        paid["captured"] = True
        target["paid"] += amount
        target["credited"] = self.now
        return "credited"

    def refundable(self, payment, asked):
        """What goes back; None where it is refused."""
        paid = self.payments[payment]
        left = paid["amount"] - paid["back"]
        if not (paid["captured"] and paid["refundable"] and left):
            return None
        if self.now - paid["created"] > 183 * DAY:
            return None
        if asked is None:
            return left
        return asked if 100 <= asked <= left else None

    def closing(self, account):
        return min(account["close_by"] or 2**62, (account["credited"] or account["made"]) + 90 * DAY)

    def advance(self, to, payment_of):
        while True:
            open_ones = [one for one in self.accounts.values() if not one["closed"]]
            soonest = min(open_ones, key=self.closing, default=None)
            closes = self.closing(soonest) if soonest else 2**62
            settles = min((due["at"] for due in self.waiting), default=2**62)
            if min(closes, settles) > to:
                break
            self.now = min(closes, settles)
            if closes <= settles:
                soonest["closed"] = True
                continue
            for due in [due for due in self.waiting if due["at"] == settles]:
                self.waiting.remove(due)
                self.arrive(due["account"], due["amount"], due["who"], payment_of(due["credit"]))
        self.now = to


class Sequence:
    def __init__(self, database):
        self.chance = random.Random(SEED)
        self.client = Client(database, self.chance)
        self.done = dict.fromkeys(("credited", "refunded", "held", "pending", "returned",
                                   "duplicate", "refund", "refusal", "reset", "fault"), 0)
        self.begin()

    def begin(self):
        self.model = Model(self.client.do("POST", "/_sandbox/clock", {"freeze": True}).json["now"])

    def any(self, items):
        items = list(items)
        return self.chance.choice(items) if items else None

    def ask(self, method, path, body):
        return self.client.do(method, path, body, kill=self.chance.random() < 0.002)

    def run(self):
        steps = [(self.open, 70), (self.pay, 400), (self.pay_many, 10), (self.repeat, 40),
                 (self.refund, 260), (self.close, 20), (self.plan, 30), (self.wait, 90),
                 (self.fault, 60), (self.kill, 1), (self.check, 1), (self.reset, 0.4)]
        names, weights = zip(*steps)
        for step in self.chance.choices(names, weights, k=OPERATIONS):
            step()
        self.check()
        self.client.stop()

    # Operations

    def open(self):
        choosy = self.chance.random() < 0.4
        body = {"receivers": {"types": ["bank_account"] if choosy else ["bank_account", "vpa"]}}
        if choosy:
            body["allowed_payers"] = [payer()]
        if self.chance.random() < 0.3:
            body["close_by"] = self.model.now + self.chance.randint(901, 90 * DAY)
        known = set(self.model.accounts)
        answer = self.ask("POST", "/v1/virtual_accounts", body)
        assert answer.status == 200, answer
        # This route knows no idempotency key: what was lost may have been made, and is used.
        for account in self.client.get("/v1/virtual_accounts?count=10")["items"]:
            if account["id"] not in known:
                self.model.accounts[account["id"]] = {
                    "choosy": choosy, "paid": 0, "closed": False, "credited": None,
                    "made": self.model.now, "close_by": body.get("close_by"), "entity": account}

    def credit(self):
        """A credit, and where and from whom; it goes by one of the ways to name an account."""
        id = self.any(self.model.accounts)
        who = self.any(PAYERS)
        account = self.model.accounts[id]
        bank = account["entity"]["receivers"][0]
        way = self.chance.random()
        amount = self.chance.choice([self.chance.randint(1, 300), self.chance.randint(1, 10**7)])
        body = {"amount": amount, "payer": PAYERS[who], "ignore_limits": True,
                "mode": self.any(["NEFT", "RTGS", "IMPS", "UPI"])}
        if way < 0.5:
            body["to"] = {"account_number": bank["account_number"], "ifsc": bank["ifsc"]}
        elif way < 0.8 or account["choosy"]:
            body["to"] = {"virtual_account_id": id}
        else:
            body["to"] = {"vpa": account["entity"]["receivers"][1]["address"]}
            body["mode"] = "UPI"
        return id, who, body

    def pay(self):
        if self.chance.random() < 0.02:
            return self.lose()
        if not self.model.accounts:
            return
        id, who, body = self.credit()
        if body["mode"] == "NEFT" and self.chance.random() < 0.4:
            body["settle"] = "next_batch"
        answer = self.ask("POST", "/_sandbox/credits", body)
        assert answer.status == 200, (body, answer)
        credit = answer.json
        self.model.credits += 1
        self.model.references.append((body["mode"], credit["utr"]))
        if "settle" in body:
            status = "pending"
            self.model.waiting.append({
                "credit": credit["id"], "at": (self.model.now // 1800 + 1) * 1800, "account": id,
                "amount": body["amount"], "who": who})
        else:
            status = self.model.arrive(id, body["amount"], who, credit["payment"]["id"])
        assert credit["status"] == status, (credit, status)
        self.done[status] += 1

    def lose(self):
        """To an account that there is not."""
        credit = self.ask("POST", "/_sandbox/credits", {
            "to": {"account_number": "2223330000000000"}, "amount": 700, "mode": "IMPS"}).json
        assert (credit["status"], credit["payment"]) == ("returned", None), credit
        self.model.credits += 1
        self.done["returned"] += 1

    def pay_many(self):
        if not self.model.accounts:
            return
        wanted = [self.credit() for _ in range(self.chance.randint(2, 9))]
        before = set(self.model.payments)
        answer = self.ask("POST", "/_sandbox/credits/bulk", {"credits": [one[2] for one in wanted]})
        assert answer.status == 200, answer
        self.model.credits += len(wanted)
        credits = self.client.get(f"/_sandbox/credits?count={len(wanted)}")["items"]
        for (id, who, body), credit in zip(wanted, reversed(credits)):
            assert credit["amount"] == body["amount"] and credit["payment"]["id"] not in before
            status = self.model.arrive(id, body["amount"], who, credit["payment"]["id"])
            assert credit["status"] == status, (credit, status)
            self.done[status] += 1

    def repeat(self):
        """The bank says again what it has said before: a mistake, or the same advice."""
        if not self.model.references or not self.model.accounts:
            return
        mode, reference = self.any(self.model.references)
        body = {"to": {"virtual_account_id": self.any(self.model.accounts)}, "amount": 5,
                "mode": mode, "utr": reference, "ignore_limits": True}
        answer = self.ask("POST", "/_sandbox/credits", body)
        assert answer.status == 400 and answer.error["reason"] == "duplicate_utr", answer
        answer = self.ask("POST", "/_sandbox/credits", {**body, "allow_duplicate_utr": True})
        assert answer.json["status"] == "duplicate", answer
        self.model.credits += 1
        self.done["duplicate"] += 1

    def refund(self):
        payments = self.model.payments
        if self.chance.random() < 0.6:
            payments = [id for id, paid in payments.items()
                        if paid["captured"] and paid["back"] < paid["amount"]]
        payment = self.any(payments)
        if payment is None:
            return
        paid = self.model.payments[payment]
        asked = self.any([None, paid["amount"] // 2, paid["amount"], self.chance.randint(1, 500)])
        asked = asked or None
        wanted = self.model.refundable(payment, asked)
        answer = self.ask("POST", f"/v1/payments/{payment}/refund",
                          {} if asked is None else {"amount": asked})
        assert (answer.status == 200) == (wanted is not None), (paid, asked, answer)
        self.done["refusal" if wanted is None else "refund"] += 1
        if wanted is not None:
            assert answer.json["amount"] == wanted
            paid["back"] += wanted
            self.model.refunds += 1

    def close(self):
        if id := self.any(self.model.accounts):
            self.ask("POST", f"/v1/virtual_accounts/{id}/close", {})
            self.model.accounts[id]["closed"] = True

    def plan(self):
        if id := self.any(self.model.accounts):
            time = self.model.now + self.chance.randint(901, 5 * DAY)
            answer = self.ask("PATCH", f"/v1/virtual_accounts/{id}", {"close_by": time})
            account = self.model.accounts[id]
            assert (answer.status == 200) == (not account["closed"]), answer
            if not account["closed"]:
                account["close_by"] = time

    def wait(self):
        longest = 100 * DAY if self.chance.random() < 0.03 else DAY // 4
        to = self.model.now + self.chance.randint(1, longest)
        assert self.ask("POST", "/_sandbox/clock", {"set": to}).status == 200
        self.model.advance(
            to, lambda id: self.client.get(f"/_sandbox/credits/{id}")["payment"]["id"])

    def fault(self):
        """Something goes wrong with the next refund, or the next account that is made or closed."""
        kind = self.any(["error", "reset", "commit_then_reset", "commit_then_error", "truncate"])
        body = {"do": kind, "times": self.chance.randint(1, 2), "match": {
            "method": "POST",
            "path": self.any(["/v1/payments/*/refund", "/v1/virtual_accounts",
                              "/v1/virtual_accounts/*/close"])}}
        if "error" in kind:
            body["status"] = self.any([429, 500, 502, 503, 504])
        answer = self.ask("PUT", "/_sandbox/faults", [body])
        assert answer.status == 200, (body, answer)
        self.done["fault"] += 1

    def kill(self):
        self.client.restart()

    def reset(self):
        self.check()
        # Not to be lost half-way: the same request again would be another reset.
        assert self.client.do("POST", "/_sandbox/reset", {}).status == 200
        self.begin()
        self.done["reset"] += 1

    # Proof

    def check(self):
        model, client = self.model, self.client
        merchant = client.merchant
        ledger = merchant.control_ok("GET", "/ledger")
        assert ledger["balanced"], ledger
        captured = [paid for paid in model.payments.values() if paid["captured"]]
        assert {name: ledger[name] for name in (
            "accounts", "payments", "refunds", "credits", "received", "captured", "refunded")} == {
            "accounts": len(model.accounts), "payments": len(model.payments),
            "refunds": model.refunds, "credits": model.credits,
            "received": sum(paid["amount"] for paid in model.payments.values()),
            "captured": sum(paid["amount"] for paid in captured),
            "refunded": sum(paid["back"] for paid in model.payments.values())}
        for entity in every(merchant, "virtual_accounts"):
            account = model.accounts[entity["id"]]
            assert entity["amount_paid"] == account["paid"], (entity, account)
            assert (entity["status"] == "closed") == account["closed"], (entity, account)
        payments = every(merchant, "payments")
        assert {entity["id"] for entity in payments} == model.payments.keys()
        for entity in payments:
            paid = model.payments[entity["id"]]
            assert (entity["amount"], entity["amount_refunded"], entity["captured"]) == (
                paid["amount"], paid["back"], paid["captured"]), (entity, paid)
        refunds = every(merchant, "refunds")
        assert len({entity["id"] for entity in refunds}) == len(refunds) == model.refunds
        events = every(merchant, "events", "/_sandbox")
        assert len({event["id"] for event in events}) == len(events)


def test_any_sequence_of_operations_leaves_the_books_as_the_model_has_them(tmp_path):
    started = time.monotonic()
    sequence = Sequence(tmp_path / "sandbox.db")
    sequence.run()
    print(f"{OPERATIONS} operations, {sequence.client.restarts} kills, {sequence.done} "
          f"in {time.monotonic() - started:.0f} s")
    if OPERATIONS >= 10_000:
        # Everything has happened, or the sequence would prove less than it says.
        assert all(sequence.done.values()), sequence.done
        assert sequence.client.restarts > 5
