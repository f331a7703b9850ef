"""How each refusal of `fixtures/endpoints.json` is provoked.

`CASES` maps an entry's key (method, path, description, field, when) to a function that prepares
a merchant and returns the `Call` to be refused. Rows read: description, field, what is sent.
"""

from dataclasses import dataclass
from dataclasses import field as default

from sandbox import UNSET, base62, payer

CASES = {}

STRANGER = "0" * 14
TOO_LONG = "LQPd9lomgwDE5Fs"

BAD_ID = "id part is not 14 base62 characters"
NO_RECORD = "no such record for this account and mode"
UNKNOWN_NAMES = 'unknown parameter(s), joined with ", "'
NOT_UPDATABLE = (
    "VPA-only virtual account, close_by of a closed one, change of receivers or payers of a "
    "closed one (the last two inferred)")
PREFIXED = "VPA descriptor; 10 = 20 minus merchant prefix length"
NOT_REQUIRED = "{names} is/are not required and should not be sent"
DOES_NOT_EXIST = "The id provided does not exist"
MANY_NOTES = {"notes": {f"k{n}": "v" for n in range(16)}}
LONG_NOTE = {"notes": {"k": "v" * 513}}
OLDEST, LATEST = 946684800, 4765046400


@dataclass
class Call:
    method: str
    target: str
    body: object = UNSET
    options: dict = default(default_factory=dict)
    fill: dict = default(default_factory=dict)

    def send(self, merchant):
        return merchant.call(self.method, self.target, self.body, **self.options)


def refuse(route, description, build, field=None, when=None):
    method, path = route.split(" ", 1)
    key = (method, path, description, field, when)
    assert key not in CASES, f"two cases for {key}"
    CASES[key] = build


def bodies(route, target, rows):
    """Rows of (description, field, body, when); a body may be a function of the merchant."""
    method = route.split(" ")[0]
    for description, field, body, *when in rows:
        def build(m, body=body):
            place = target(m)
            return Call(method, place, body(m) if callable(body) else body)
        refuse(route, description, build, field, *when)


def queries(route, target, rows):
    """Rows of (description, field, query, when) for a GET."""
    for description, field, query, *when in rows:
        def build(m, query=query):
            return Call("GET", f"{target(m)}?{query}")
        refuse(route, description, build, field, *when)


def ids(route, prefix, place, part="id", exists=True):
    """Both id refusals; `place` makes the target from the merchant and an id."""
    method = route.split(" ")[0]
    template = f"{{id without {prefix}}}"

    def malformed(m):
        return Call(method, place(m, prefix + TOO_LONG), fill={template: TOO_LONG})

    refuse(route, f"{template} is not a valid id", malformed, when=BAD_ID)
    if exists:
        refuse(route, DOES_NOT_EXIST,
               lambda m: Call(method, place(m, prefix + STRANGER)), when=NO_RECORD)


def unknown(route, target, extra=None):
    """Two unknown names, in the order sent: in the query of a GET, else in the body."""
    method = route.split(" ")[0]

    def build(m):
        place, fill = target(m), {"{names}": "foo, bar"}
        if method == "GET":
            return Call("GET", f"{place}?foo=1&bar=2", fill=fill)
        return Call(method, place, {"foo": 1, "bar": 2, **(extra(m) if extra else {})}, fill=fill)

    refuse(route, NOT_REQUIRED, build, when=UNKNOWN_NAMES)


def at(path):
    return lambda m: path


# Credentials: every route, each with another way of getting them wrong.

ROUTES = [
    "POST /v1/customers", "PUT /v1/customers/:id", "GET /v1/customers/:id", "GET /v1/customers",
    "POST /v1/virtual_accounts", "GET /v1/virtual_accounts", "GET /v1/virtual_accounts/:id",
    "PATCH /v1/virtual_accounts/:id", "POST /v1/virtual_accounts/:id/close",
    "GET /v1/virtual_accounts/:id/payments", "POST /v1/virtual_accounts/:id/receivers",
    "POST /v1/virtual_accounts/:id/allowed_payers",
    "DELETE /v1/virtual_accounts/:id/allowed_payers/:payer_id",
    "GET /v1/payments", "GET /v1/payments/:id", "PATCH /v1/payments/:id",
    "GET /v1/payments/:id/bank_transfer", "GET /v1/payments/:id/upi_transfer",
    "POST /v1/payments/:id/refund", "POST /v1/refunds", "GET /v1/payments/:id/refunds",
    "GET /v1/payments/:id/refunds/:refund_id", "GET /v1/refunds", "GET /v1/refunds/:id",
    "PATCH /v1/refunds/:id",
    "POST /v2/accounts/:account_id/webhooks", "PATCH /v2/accounts/:account_id/webhooks/:id",
    "GET /v2/accounts/:account_id/webhooks/:id", "GET /v2/accounts/:account_id/webhooks",
    "DELETE /v2/accounts/:account_id/webhooks/:id",
    "POST /v1/webhooks", "PUT /v1/webhooks/:id", "GET /v1/webhooks/:id", "GET /v1/webhooks",
    "* (any other)",
]

WRONG_CREDENTIALS = [
    lambda right: right[:-4] + "AAA=",                    # another secret
    lambda right: right.replace("Basic", "BASIC"),
    lambda right: right.replace("Basic", "basic"),
    lambda right: right.replace("Basic ", 'Basic "') + '"',
    lambda right: "Basic $" + right.split(" ")[1],
    lambda right: "Bearer " + right.split(" ")[1],
    lambda right: "Basic !!!",                            # not base64
    lambda right: "Basic bm9jb2xvbg==",                   # no colon
    lambda right: "Basic bm9ib2R5OnNlY3JldA==",           # nobody:secret
]


def credentials():
    for number, route in enumerate(ROUTES):
        method, path = route.split(" ", 1)
        target = path.replace(":account_id", "acc_" + STRANGER).replace(":payer_id", STRANGER)
        target = target.replace(":refund_id", STRANGER).replace(":id", STRANGER)
        if method == "*":
            method, target = "GET", "/v1/orders"
        wrong = WRONG_CREDENTIALS[number % len(WRONG_CREDENTIALS)]

        def absent(m, method=method, target=target):
            return Call(method, target, options={"auth": None})

        def mistaken(m, method=method, target=target, wrong=wrong):
            return Call(method, target, options={"auth": wrong(m.authorization)})

        refuse(route, "Please provide your api key for authentication purposes.", absent,
               when="no Authorization header")
        refuse(route, "Authentication failed", mistaken,
               when="malformed header, unknown key or wrong secret")


credentials()


# Collections

EXPANDABLE = (
    "Value of each expand must be one of following types: card, emi, transaction, refunds, "
    "offers, token, transaction.settlement")


def listing(route, target, words="The {}", least="at least", most="may not be greater than"):
    """The paging refusals that payments, accounts, refunds and webhooks share."""
    zero = ("The count must be at least 1.", "count", "count=0")
    rows = [
        (f"The count {most} 100.", "count", "count=101"),
        ("The count must be an integer.", "count", "count=ten"),
        (f"The skip must be {least} 0.", "skip", "skip=-1"),
        ("The skip must be an integer.", "skip", "skip=1.5"),
        (f"{words.format('from')} must be an integer.", "from", "from=yesterday"),
        (f"{words.format('to')} must be an integer.", "to", "to=tomorrow"),
    ]
    if least == "at least":
        rows.append(zero)
    else:
        rows += [(*zero, "count 0"),
                 ("The count must be no less than 1.", "count", "count=-1", "count negative")]
    queries(route, target, rows + RANGES)
    unknown(route, target)


RANGES = [
    (f"{name} must be between {OLDEST} and {LATEST}", name, f"{name}={value}")
    for name, value in (("from", OLDEST - 1), ("to", LATEST + 1))
]

listing("GET /v1/virtual_accounts", at("/v1/virtual_accounts"), words="{}")
listing("GET /v1/virtual_accounts/:id/payments",
        lambda m: f"/v1/virtual_accounts/{m.account()['id']}/payments", words="{}")
listing("GET /v1/payments", at("/v1/payments"), words="{}")
listing("GET /v1/webhooks", at("/v1/webhooks"), words="{}")
listing("GET /v2/accounts/:account_id/webhooks",
        lambda m: f"/v2/accounts/{m.settings()['account_id']}/webhooks", words="{}")
listing("GET /v1/refunds", at("/v1/refunds"),
        least="no less than", most="must be no greater than")
listing("GET /v1/payments/:id/refunds", lambda m: f"/v1/payments/{m.payment()['id']}/refunds",
        least="no less than", most="must be no greater than")
queries("GET /v1/customers", at("/v1/customers"), [
    ("The count must be at least 1.", "count", "count=0"),
    ("The count may not be greater than 100.", "count", "count=101"),
    ("The parameter provided is not an integer", "count", "count=ten", "count not an integer"),
    ("The parameter provided is not an integer", "skip", "skip=ten", "skip not an integer"),
    ("The skip must be at least 0.", "skip", "skip=-1"),
    *RANGES,
])
unknown("GET /v1/customers", at("/v1/customers"))
queries("GET /v1/payments", at("/v1/payments"), [
    (EXPANDABLE, "expand", "expand[]=banana"),
])


# Customers

def twin(m):
    """The pair that makes a second customer a duplicate."""
    first = m.customer()
    return {"email": first["email"], "contact": first["contact"]}


CUSTOMER_FIELDS = [
    ("Contact number should be at least 8 digits, including country code", "contact",
     {"contact": "1234567"}),
    ("Contact number contains invalid characters, only digits and + symbol are allowed",
     "contact", {"contact": "98110-22233"}),
    ("Contact number should not be greater than 15 digits, including country code", "contact",
     {"contact": "9811122233445566"}),
    ("The email must be a valid email address.", "email", {"email": "nobody"}),
    ("The email may not be greater than 64 characters.", "email",
     {"email": "n" * 50 + "@orchid.example"}),
    ("The name may not be greater than 50 characters.", "name", {"name": "n" * 51}),
    ("The name must be at least 3 characters.", "name", {"name": "Ni"}),
    ("The name format is invalid.", "name", {"name": "Nila <Rao>"}),
    ("The gstin field is invalid.", "gstin", {"gstin": "29ABCDE1234F1X5"}),
    ("Notes should not have more than 15 keys", "notes", MANY_NOTES),
    ("Notes value cannot be greater than 512 characters", "notes", LONG_NOTE),
    ("Customer already exists for the merchant", None, twin),
]


def own_customer(m):
    return f"/v1/customers/{m.customer()['id']}"


bodies("POST /v1/customers", at("/v1/customers"), CUSTOMER_FIELDS)
bodies("PUT /v1/customers/:id", own_customer, CUSTOMER_FIELDS)
unknown("POST /v1/customers", at("/v1/customers"), extra=lambda m: {"name": "Nila Rao"})
unknown("PUT /v1/customers/:id", own_customer)
unknown("GET /v1/customers/:id", own_customer)
for verb in ("PUT", "GET"):
    ids(f"{verb} /v1/customers/:id", "cust_", lambda m, id: f"/v1/customers/{id}")


# Virtual accounts

def opening(*types, bank=None, vpa=None, **fields):
    """The body of a creation."""
    receivers = {"types": list(types or ("bank_account",))}
    if bank:
        receivers["bank_account"] = bank
    if vpa:
        receivers["vpa"] = vpa
    return {"receivers": receivers, **fields}


def with_settings(body, **settings):
    """The body, once the merchant's settings are changed."""
    def build(m):
        m.configure(**settings)
        return body
    return build


def soon(m):
    return m.now() + 899


TAKEN = "Kirana0001"
VALIDATION = "Account validation is only applicable on bank account as a receiver type"
IN_USE = "An active Customer Identifier with the same descriptor already exists for your account."
CLOSE_BY = [
    ("close_by must be between 946684800 and 2147483647", "close_by", 2147483648),
    ("The close by must be an integer.", "close_by", "soon"),
]
PAYER_FIELDS = [
    ("The bank account.account number field is required when bank account is present.",
     "allowed_payers", {"type": "bank_account", "bank_account": {"ifsc": "UTIB0000013"}}),
    ("The bank account.ifsc field is required when bank account is present.",
     "allowed_payers", {"type": "bank_account", "bank_account": {"account_number": "91401001"}}),
    ("The ifsc must be 11 characters.", "allowed_payers", payer(ifsc="UTIB000013")),
    ("The type field is required.", "type", {"bank_account": payer()["bank_account"]}),
    ("The selected type is invalid.", "type", {**payer(), "type": "card"}),
    ("The bank account field is required.", "bank_account", {"type": "bank_account"}),
]
PAYERS_11 = [payer(number=f"9140100123456{n:02}") for n in range(11)]


def descriptors(wrap):
    """Descriptor refusals; `wrap` makes the body from types and the receivers' objects."""
    bank = {"descriptor": "44001122"}
    return [
        ("Descriptor cannot be used for numeric accounts.", None,
         with_settings(wrap("bank_account", bank=bank),
                       custom_account_numbers=False, merchant_handle="ACME")),
        ("Descriptor field cannot be used as merchant handle is not set for your account.", None,
         wrap("bank_account", bank={**bank, "numeric": 0})),
        ("Descriptor cannot be used with your account.", None,
         with_settings(wrap("bank_account", bank=bank), custom_account_numbers=False)),
        ("The descriptor may not be greater than 10 characters.", "descriptor",
         wrap("bank_account", bank={"descriptor": "44001122334"})),
        ("Bharat QR not supported for Customer Identifier", None, wrap("qr_code")),
        ("Bharat QR not enabled", None, with_settings(wrap("qr_code"), qr="not_enabled"),
         "setting"),
        ("The selected types is invalid.", "types", wrap("card")),
    ]


def taken(wrap):
    def build(m):
        m.account("bank_account", "vpa", vpa={"descriptor": TAKEN})
        return wrap("vpa", vpa={"descriptor": TAKEN})
    return build


bodies("POST /v1/virtual_accounts", at("/v1/virtual_accounts"), [
    ("The receivers field is required.", "receivers", {"description": "no receivers"}),
    ("The types field is required.", "types", {"receivers": {"types": []}}),
    (DOES_NOT_EXIST, None, opening(customer_id="cust_" + STRANGER), NO_RECORD),
    ("close by date should be atleast 15 min after current time", None,
     lambda m: opening(close_by=soon(m))),
    *((text, field, opening(close_by=value)) for text, field, value in CLOSE_BY),
    ("The description may not be greater than 2048 characters.", "description",
     opening(description="d" * 2049)),
    (IN_USE, None, taken(opening)),
    *descriptors(opening),
    ("The descriptor must be 10 characters.", "descriptor",
     opening("vpa", vpa={"descriptor": "gaurikumari"}), PREFIXED),
    (VALIDATION, "receivers", opening("bank_account", "vpa", allowed_payers=[payer()])),
    ("Only 10 allowed payer accounts can be added", "allowed_payers",
     opening(allowed_payers=PAYERS_11)),
    ("Payer detail already exist for virtual account", "allowed_payers",
     opening(allowed_payers=[payer(), payer(ifsc="utib0000013")])),
    *((text, field, opening(allowed_payers=[body])) for text, field, body in PAYER_FIELDS),
    ("Notes should not have more than 15 keys", "notes", opening(**MANY_NOTES)),
    ("Notes value cannot be greater than 512 characters", "notes", opening(**LONG_NOTE)),
])
refuse("POST /v1/virtual_accounts", "{id without cust_} is not a valid id",
       lambda m: Call("POST", "/v1/virtual_accounts", opening(customer_id="cust_" + TOO_LONG),
                      fill={"{id without cust_}": TOO_LONG}), when=BAD_ID)
unknown("POST /v1/virtual_accounts", at("/v1/virtual_accounts"), extra=lambda m: opening())


def own_account(m):
    return f"/v1/virtual_accounts/{m.account()['id']}"


def vpa_only(m):
    return Call("PATCH", f"/v1/virtual_accounts/{m.account('vpa')['id']}", {"description": "new"})


ids("GET /v1/virtual_accounts/:id", "va_", lambda m, id: f"/v1/virtual_accounts/{id}")
unknown("GET /v1/virtual_accounts/:id", own_account)
ids("PATCH /v1/virtual_accounts/:id", "va_", lambda m, id: f"/v1/virtual_accounts/{id}")
unknown("PATCH /v1/virtual_accounts/:id", own_account)
bodies("PATCH /v1/virtual_accounts/:id", own_account, [
    ("close by date should be atleast 15 min after current time", None,
     lambda m: {"close_by": soon(m)}),
    *((text, field, {field: value}) for text, field, value in CLOSE_BY),
    ("The description may not be greater than 2048 characters.", "description",
     {"description": "d" * 2049}),
    ("Notes should not have more than 15 keys", "notes", MANY_NOTES),
    ("Notes value cannot be greater than 512 characters", "notes", LONG_NOTE),
])
refuse("PATCH /v1/virtual_accounts/:id", "Customer Identifier cannot be updated", vpa_only,
       when=NOT_UPDATABLE)


def closed_again(m):
    m.configure(close_closed="error")
    return Call("POST", f"/v1/virtual_accounts/{m.closed_account()['id']}/close")


for tail in ("close", "payments", "receivers", "allowed_payers"):
    verb = "GET" if tail == "payments" else "POST"
    ids(f"{verb} /v1/virtual_accounts/:id/{tail}", "va_",
        lambda m, id, tail=tail: f"/v1/virtual_accounts/{id}/{tail}")
refuse("POST /v1/virtual_accounts/:id/close", "Customer Identifier is already closed",
       closed_again, when="setting only; default answers 200 unchanged")


# Receivers

RECEIVERS = "POST /v1/virtual_accounts/:id/receivers"


def adding(*types, **objects):
    """The body of an added receiver."""
    return {"types": list(types), **{k: v for k, v in objects.items() if v}}


def receivers_of(*types, **fields):
    return lambda m: f"/v1/virtual_accounts/{m.account(*types, **fields)['id']}/receivers"


def wrap_added(*types, bank=None, vpa=None):
    return adding(*types, bank_account=bank, vpa=vpa)


bodies(RECEIVERS, receivers_of("vpa"), [
    ("The types field is required.", "types", {"vpa": {"descriptor": TAKEN}}),
    *descriptors(wrap_added),
    ("Vpa Receiver already exists", None, adding("vpa")),
])
bodies(RECEIVERS, receivers_of("bank_account"), [
    ("Bank account Receiver already exists", None, adding("bank_account")),
    ("The descriptor must be 10 characters.", "descriptor",
     adding("vpa", vpa={"descriptor": "gaurikumari"}), PREFIXED),
    (IN_USE, None, taken(wrap_added)),
])
bodies(RECEIVERS, receivers_of(payers=[payer()]), [(VALIDATION, "receivers", adding("vpa"))])
bodies(RECEIVERS, lambda m: f"/v1/virtual_accounts/{m.closed_account()['id']}/receivers", [
    ("Customer Identifier cannot be updated", None, adding("vpa"), NOT_UPDATABLE),
])
unknown(RECEIVERS, receivers_of("bank_account"), extra=lambda m: adding("vpa"))


# Allowed payers

PAYERS = "POST /v1/virtual_accounts/:id/allowed_payers"


def payers_of(*types, **fields):
    return lambda m: f"/v1/virtual_accounts/{m.account(*types, **fields)['id']}/allowed_payers"


bodies(PAYERS, payers_of(), PAYER_FIELDS)
bodies(PAYERS, payers_of("bank_account", "vpa"), [(VALIDATION, "receivers", payer())])
bodies(PAYERS, payers_of(payers=PAYERS_11[:10]), [
    ("Only 10 allowed payer accounts can be added", "allowed_payers", PAYERS_11[10]),
])
bodies(PAYERS, payers_of(payers=[payer()]), [
    ("Payer detail already exist for virtual account", "allowed_payers", payer()),
])
bodies(PAYERS, lambda m: f"/v1/virtual_accounts/{m.closed_account()['id']}/allowed_payers", [
    ("Customer Identifier cannot be updated", None, payer(), NOT_UPDATABLE),
])
unknown(PAYERS, payers_of(), extra=lambda m: payer())

REMOVAL = "DELETE /v1/virtual_accounts/:id/allowed_payers/:payer_id"
ids(REMOVAL, "va_", lambda m, id: f"/v1/virtual_accounts/{id}/allowed_payers/ba_{STRANGER}",
    exists=False)
ids(REMOVAL, "ba_", lambda m, id: (
    f"/v1/virtual_accounts/{m.account(payers=[payer()])['id']}/allowed_payers/{id}"))


# Payments

def own_payment(m):
    return f"/v1/payments/{m.payment()['id']}"


for tail in ("", "/bank_transfer", "/upi_transfer", "/refunds"):
    ids(f"GET /v1/payments/:id{tail}", "pay_", lambda m, id, tail=tail: f"/v1/payments/{id}{tail}")
ids("PATCH /v1/payments/:id", "pay_", lambda m, id: f"/v1/payments/{id}")
bodies("PATCH /v1/payments/:id", own_payment, [
    ("The notes field is required.", "notes", {}),
    ("Notes should not have more than 15 keys", "notes", MANY_NOTES),
    ("Notes value cannot be greater than 512 characters", "notes", LONG_NOTE),
])
unknown("PATCH /v1/payments/:id", own_payment, extra=lambda m: {"notes": {"a": "b"}})


# Refunds, by both doors

BY_PAYMENT, BY_FIELD = "POST /v1/payments/:id/refund", "POST /v1/refunds"


def ask(route, payment_id, body=UNSET, **options):
    """The same refund by the payment's own route or with `payment_id` among the fields."""
    if route == BY_PAYMENT:
        return Call("POST", f"/v1/payments/{payment_id}/refund", body, options)
    fields = {} if body is UNSET else body
    return Call("POST", "/v1/refunds", {"payment_id": payment_id, **fields}, options)


def keyed(key):
    return {"X-Refund-Idempotency": key}


def on_payment(body, key=None, **settings):
    """A refund of a fresh ₹500 payment, under changed settings."""
    def build(m, route):
        payment = m.payment(50000)
        if settings:
            m.configure(**settings)
        return ask(route, payment["id"], body, headers=keyed(key) if key else None)
    return build


def refunded_on_arrival(m, route):
    credit = m.credit(m.closed_account())
    assert credit["status"] == "refunded", credit
    return ask(route, credit["payment"]["id"])


def refunded_fully(m, route):
    return ask(route, m.refund()["payment_id"])


def receipt_again(m, route):
    first = m.refund(amount=100, receipt="R-77")
    return ask(route, first["payment_id"], {"amount": 100, "receipt": "R-77"})


def payer_unknown(m, route):
    return ask(route, m.payment(payer=None)["id"])


def old_payment(m, route):
    payment = m.payment()
    m.advance("200d")
    return ask(route, payment["id"], {"speed": "normal"})


def key_for_another_body(m, route):
    payment, key = m.payment(), "key-" + base62(10)
    first = ask(route, payment["id"], {"amount": 100}, headers=keyed(key)).send(m)
    assert first.status == 200, first
    return ask(route, payment["id"], {"amount": 200}, headers=keyed(key))


def unreadable_body(m, route):
    call = ask(route, m.payment()["id"], headers={**keyed("key-0123456789"),
                                                  "Content-Type": "application/json"})
    call.body, call.options["raw"] = UNSET, b'{"amount":'
    return call


REFUSED_REFUNDS = [
    ("The payment status should be captured for action to be taken", None, refunded_on_arrival),
    ("The payment has been fully refunded already", None, refunded_fully),
    ("The refund amount provided is greater than amount captured", "amount",
     on_payment({"amount": 50001})),
    ("The amount must be at least INR 1.00", "amount", on_payment({"amount": 99})),
    ("Amount cannot be blank.", "amount", on_payment({"amount": 0}), "amount 0"),
    ("The amount must be an integer.", "amount", on_payment({"amount": "ten"})),
    ("The selected speed is invalid.", "speed", on_payment({"speed": "fast"})),
    ("Duplicate receipt found for this refund request.", None, receipt_again),
    ("Notes validation failed.", "notes", on_payment(MANY_NOTES)),
    ("Your account does not have enough balance to carry out the refund operation.", None,
     on_payment({}, refund_refusal="insufficient_balance"), "setting"),
    ("invalid request sent", None, on_payment({}, refund_refusal="invalid_request"), "setting"),
    ("Instant refund not supported for the payment.", None,
     on_payment({"speed": "optimum"}, refund_refusal="instant_not_supported"), "setting"),
    ("Refund is currently not supported for this payment method.", None, payer_unknown,
     "payer details missing, or setting"),
    ("Refund is not supported by the bank because the payment is more than 6 months old", None,
     old_payment),
    ("Request failed because another payment operation is in progress.", None,
     on_payment({}, refund_refusal="operation_in_progress"), "setting"),
    ("The idempotency key must be at least 10 characters long.", None,
     on_payment({}, key="short-key")),
    ("The idempotency key must only contain alphanumeric characters, underscores and hyphens.",
     None, on_payment({}, key="key with blanks")),
    ("Different request with the same idempotency key has already been processed.", None,
     key_for_another_body),
    ("Another request with the same idempotency key is still in progress.", None,
     on_payment({}, key="key-0123456789", refund_refusal="idempotency_in_progress")),
    ("Internal server error - Failed to parse request body", None, unreadable_body),
]

for route in (BY_PAYMENT, BY_FIELD):
    for description, field, build, *when in REFUSED_REFUNDS:
        refuse(route, description,
               lambda m, build=build, route=route: build(m, route), field, *when)
    refuse(route, "{id without pay_} is not a valid id",
           lambda m, route=route: Call(**{**vars(ask(route, "pay_" + TOO_LONG)),
                                          "fill": {"{id without pay_}": TOO_LONG}}), when=BAD_ID)
    refuse(route, DOES_NOT_EXIST,
           lambda m, route=route: ask(route, "pay_" + STRANGER), when=NO_RECORD)
unknown(BY_PAYMENT, lambda m: f"{own_payment(m)}/refund", extra=lambda m: {"amount": 100})
unknown(BY_FIELD, at("/v1/refunds"), extra=lambda m: {"payment_id": m.payment()["id"]})
bodies(BY_FIELD, at("/v1/refunds"), [
    ("The payment id field is required.", "payment_id", {"amount": 100}),
])


def own_refund(m):
    return f"/v1/refunds/{m.refund(amount=100)['id']}"


ids("GET /v1/payments/:id/refunds/:refund_id", "pay_",
    lambda m, id: f"/v1/payments/{id}/refunds/rfnd_{STRANGER}", exists=False)
ids("GET /v1/payments/:id/refunds/:refund_id", "rfnd_",
    lambda m, id: f"{own_payment(m)}/refunds/{id}")
for verb in ("GET", "PATCH"):
    ids(f"{verb} /v1/refunds/:id", "rfnd_", lambda m, id: f"/v1/refunds/{id}")
bodies("PATCH /v1/refunds/:id", own_refund, [
    ("The notes field is required", "notes", {}),
    ("Notes should not have more than 15 keys", "notes", MANY_NOTES),
    ("Notes value cannot be greater than 512 characters", "notes", LONG_NOTE),
])
unknown("PATCH /v1/refunds/:id", own_refund, extra=lambda m: {"notes": {"a": "b"}})


# Webhook registration, with and without the account in the path

def own_hooks(m):
    return f"/v2/accounts/{m.settings()['account_id']}/webhooks"


WEBHOOK_FIELDS = [
    ("The url field is required.", "url", {"events": ["payment.captured"]}),
    ("The events field is required.", "events", {"url": "http://127.0.0.1:9/hook"}),
]
WEBHOOK = {"url": "http://127.0.0.1:9/hook", "events": ["payment.captured"]}

bodies("POST /v1/webhooks", at("/v1/webhooks"), WEBHOOK_FIELDS)
bodies("PUT /v1/webhooks/:id", lambda m: f"/v1/webhooks/{m.webhook()['id']}", WEBHOOK_FIELDS)
bodies("POST /v2/accounts/:account_id/webhooks", own_hooks, WEBHOOK_FIELDS)
bodies("PATCH /v2/accounts/:account_id/webhooks/:id",
       lambda m: f"{own_hooks(m)}/{m.webhook()['id']}", WEBHOOK_FIELDS)
bodies("POST /v2/accounts/:account_id/webhooks", at(f"/v2/accounts/acc_{STRANGER}/webhooks"),
       [(DOES_NOT_EXIST, None, WEBHOOK)])
bodies("PUT /v1/webhooks/:id", at(f"/v1/webhooks/{STRANGER}"), [(DOES_NOT_EXIST, None, WEBHOOK)])
bodies("GET /v1/webhooks/:id", at(f"/v1/webhooks/{STRANGER}"), [(DOES_NOT_EXIST, None, UNSET)])
for verb, body in (("PATCH", WEBHOOK), ("GET", UNSET), ("DELETE", UNSET)):
    bodies(f"{verb} /v2/accounts/:account_id/webhooks/:id",
           lambda m: f"{own_hooks(m)}/{STRANGER}", [(DOES_NOT_EXIST, None, body)])

refuse("* (any other)", "The requested URL was not found on the server.",
       lambda m: Call("GET", "/v1/orders"))
