"""The books against a model: whatever is done in whatever order, the sums agree.

A run is a fresh merchant; the model keeps what each answer owed and compares it with what the
sandbox says afterwards.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from sandbox import AXIS, Merchant, payer

STRANGER = {"account_number": "50100012345678", "ifsc": "HDFC0000001"}
AMOUNTS = st.integers(min_value=1, max_value=10_000_000)


class Books(RuleBasedStateMachine):
    server = None  # set by the test

    accounts = Bundle("accounts")
    payments = Bundle("payments")

    @initialize()
    def begin(self):
        self.merchant = Merchant(self.server)
        self.merchant.freeze()
        self.paid = {}       # account id -> sum of captured payments
        self.closed = set()
        self.checked = set()  # accounts with allowed payers
        self.left = {}       # payment id -> what may still be refunded
        self.amount = {}
        self.told = []       # names of events in order

    @rule(target=accounts, checked=st.booleans())
    def open(self, checked):
        account = self.merchant.account(payers=[payer()] if checked else None)
        self.paid[account["id"]] = 0
        if checked:
            self.checked.add(account["id"])
        self.told.append("virtual_account.created")
        return account["id"]

    @rule(target=payments, account=accounts, amount=AMOUNTS, known=st.booleans())
    def credit(self, account, amount, known):
        credit = self.merchant.credit(account, amount, payer=AXIS if known else STRANGER)
        payment = credit["payment"]
        self.amount[payment["id"]] = amount
        if account in self.closed or (account in self.checked and not known):
            reason = "account_closed" if account in self.closed else "tpv_failed"
            assert (credit["status"], credit["reason"]) == ("refunded", reason)
            self.left[payment["id"]] = 0
            self.told += ["refund.created", "refund.processed"]
        else:
            assert credit["status"] == "credited"
            self.paid[account] += amount
            self.left[payment["id"]] = amount
            self.told += ["payment.authorized", "payment.captured", "virtual_account.credited"]
        return payment["id"]

    @rule(payment=payments, part=st.none() | AMOUNTS)
    def refund(self, payment, part):
        body = {} if part is None else {"amount": part}
        answer = self.merchant.call("POST", f"/v1/payments/{payment}/refund", body)
        left = self.left[payment]
        wanted = left if part is None else part
        # The least amount is asked of an amount that is sent; a rest may be smaller.
        possible = left > 0 and (part is None or 100 <= part <= left)
        assert (answer.status == 200) == possible, (answer, left, part)
        if possible:
            assert answer.json["amount"] == wanted
            self.left[payment] -= wanted
            self.told += ["refund.created", "refund.processed"]

    @rule(account=accounts)
    def close(self, account):
        self.merchant.ok("POST", f"/v1/virtual_accounts/{account}/close")
        if account not in self.closed:
            self.closed.add(account)
            self.told.append("virtual_account.closed")

    @rule(account=accounts, ahead=st.integers(min_value=900, max_value=90_000))
    def plan_to_close(self, account, ahead):
        answer = self.merchant.call("PATCH", f"/v1/virtual_accounts/{account}",
                                    {"close_by": self.merchant.now() + ahead})
        assert (answer.status == 200) == (account not in self.closed), answer

    @rule(seconds=st.integers(min_value=1, max_value=100_000))
    def let_time_pass(self, seconds):
        for fired in self.merchant.advance(seconds)["fired"]:
            assert fired["what"] == "virtual_account.closed"
            assert fired["id"] not in self.closed
            self.closed.add(fired["id"])
            self.told.append("virtual_account.closed")

    @invariant()
    def accounts_agree(self):
        if not hasattr(self, "paid"):
            return
        for account, paid in self.paid.items():
            found = self.merchant.get(f"/v1/virtual_accounts/{account}")
            assert found["amount_paid"] == paid
            assert (found["status"] == "closed") == (account in self.closed)

    def teardown(self):
        if not hasattr(self, "paid"):
            return
        refunded = {}
        for refund in self.every("refunds"):
            refunded[refund["payment_id"]] = refunded.get(refund["payment_id"], 0) + (
                refund["amount"])
        found = self.every("payments")
        assert {payment["id"] for payment in found} == self.amount.keys()
        for payment in found:
            back = self.amount[payment["id"]] - self.left[payment["id"]]
            assert payment["amount"] == self.amount[payment["id"]]
            assert payment["amount_refunded"] == back == refunded.get(payment["id"], 0)
            whole = back == payment["amount"]
            assert payment["refund_status"] == ("full" if whole else "partial" if back else None)
            assert payment["status"] == ("refunded" if whole else "captured")
        events = self.every("events", "/_sandbox")
        assert [event["event"] for event in reversed(events)] == self.told
        assert len({event["id"] for event in events}) == len(events)
        self.merchant.close()

    def every(self, kind, face="/v1"):
        found = []
        while page := self.merchant.get(f"{face}/{kind}?count=100&skip={len(found)}")["items"]:
            found += page
        return found


def test_the_books_agree_with_a_model(server):
    Books.server = server
    machine = Books.TestCase
    machine.settings = settings(
        max_examples=200, stateful_step_count=40, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck))
    machine().runTest()
