"""The OpenAPI documents: they say what the server does."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (content_type_conformance,
                                               response_schema_conformance,
                                               status_code_conformance)

from description import DOCUMENTS, read
from sandbox import FIXTURES, Merchant, Server, payer, times

EXAMPLES = times(10, 40)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance,
          response_schema_conformance]

# Whose answer is a conversation, not a page.
ENDLESS = {"GET /_sandbox/stream"}


@pytest.mark.parametrize("place", DOCUMENTS)
def test_it_is_openapi(place, server):
    description = read(server, place)
    schemathesis.openapi.from_dict(description.document).validate()
    names = [operation["operationId"] for _, _, operation in description.routes]
    assert len(names) == len(set(names))
    unnamed = [operation["operationId"] for _, _, operation in description.routes
               if operation["summary"] == operation["operationId"]]
    assert unnamed == [], "say in Sources/Description/OpenAPI+*.swift what these take and answer"


def test_credits_in_bulk_are_described_as_a_list_and_as_lines(server):
    routes = read(server, DOCUMENTS[1]).routes
    found = [operation for _, _, operation in routes
             if operation["operationId"] == "POST /_sandbox/credits/bulk"]
    content = found[0]["requestBody"]["content"]
    assert set(content) == {"application/json", "application/x-ndjson"}
    line = content["application/x-ndjson"]["schema"]
    assert content["application/json"]["schema"]["properties"]["credits"]["items"] == line


def test_every_route_of_the_contract_is_described(server):
    described = {operation["operationId"] for _, _, operation in read(server, DOCUMENTS[0]).routes}
    listed = {f"{endpoint['method']} {endpoint['path']}"
              for endpoint in json.loads((FIXTURES / "endpoints.json").read_text())}
    assert described == listed - {"* (any other)"}


ENTITIES = {
    "bank_transfer": "bank_transfer", "customer": "customer", "payment_bank_transfer": "payment",
    "payment_upi": "payment", "refund": "refund", "upi_transfer": "upi_transfer",
    "virtual_account": "virtual_account", "virtual_account_with_payers": "virtual_account",
    "webhook": "webhook",
}


@pytest.mark.parametrize("name", ENTITIES)
def test_the_samples_of_the_contract(name, server):
    sample = json.loads((FIXTURES / "wire" / f"{name}.json").read_text())
    description = read(server, DOCUMENTS[0])
    assert description.entity(ENTITIES[name], sample) == []
    assert description.entity(ENTITIES[name], {**sample, "colour": "green"})
    del sample["id"]
    assert description.entity(ENTITIES[name], sample)


# What anybody might send

@pytest.fixture(scope="module")
def victim():
    """A server of its own: some routes are made to forget everything."""
    server = Server()
    yield server
    assert server.stop() == 0, server.stderr()


@pytest.fixture(scope="module")
def operations(victim):
    """Every described operation by name, ready to be called."""
    found = {}
    for place in DOCUMENTS:
        schema = schemathesis.openapi.from_dict(read(victim, place).document)
        for result in schema.get_all_operations():
            operation = result.ok()
            found[operation.definition.raw["operationId"]] = operation
    return found


def known_ids(merchant):
    """A record of each kind, by the prefix of its id or by the name of its route."""
    account = merchant.account("bank_account", payers=[payer()])
    open_account = merchant.account()
    credit = merchant.credit(open_account)
    back = merchant.refund(credit["payment"], amount=100)
    return {
        "customers": merchant.customer()["id"], "virtual_accounts": account["id"],
        "allowed_payers": account["allowed_payers"][0]["id"],
        "payments": credit["payment"]["id"], "refunds": back["id"], "credits": credit["id"],
        "events": credit["events"][0], "webhooks": merchant.webhook()["id"],
        "accounts": merchant.settings()["account_id"],
    }


def places(path, known):
    """What stands in the places of a path, where a record of that kind is known."""
    steps = path.split("/")
    return {place.strip("{}"): known[before] for before, place in zip(steps, steps[1:])
            if place.startswith("{") and before in known}


@pytest.mark.parametrize("place", DOCUMENTS)
def test_whatever_is_sent_is_answered_as_described(place, victim, operations):
    failures = []
    for _, _, described in read(victim, place).routes:
        name = described["operationId"]
        if name not in ENDLESS:
            try:
                provoke(operations[name], victim)
            except Exception as error:  # noqa: BLE001 (all of them are told together)
                failures.append(f"{name}: {error}")
    assert not failures, "\n\n".join(failures)


def provoke(operation, server):
    """Calls an operation of a merchant of its own, mostly about records that exist."""
    merchant = Merchant(server)
    known = places(operation.path, known_ids(merchant))

    @given(case=operation.as_strategy(), is_known=st.sampled_from([True, True, True, False]))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))
    def call(case, is_known):
        if is_known:
            case.path_parameters = {**(case.path_parameters or {}), **known}
        case.call_and_validate(
            base_url=server.url, auth=(merchant.key_id, merchant.secret), checks=CHECKS)

    call()
    merchant.close()
