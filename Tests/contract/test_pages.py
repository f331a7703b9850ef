"""The pages that anybody may read: counters and the guide for language models."""

import re

import pytest

from description import DOCUMENTS, read
from sandbox import DEFAULT_KEY, Merchant, Server
from tables import table

PAGES = ["/metrics", "/llms.txt", *DOCUMENTS]
SAMPLE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<labels>[^{}]*)\})? (?P<value>-?\d+)')


@pytest.fixture
def counting():
    server = Server()
    yield server
    server.stop()


def metrics(merchant):
    """Every sample of the page by its name and labels."""
    answer = merchant.call("GET", "/metrics", auth=None)
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = {}
    for line in answer.body.decode().splitlines():
        if not line.startswith("#"):
            match = SAMPLE.fullmatch(line)
            assert match, line
            key = line.rpartition(" ")[0]
            assert key not in samples, f"{key} twice"
            samples[key] = int(match["value"])
    return samples


def counted(samples, method, subject, status):
    return samples.get(
        f'smartcollect_requests_total{{method="{method}",subject="{subject}",'
        f'status="{status}"}}', 0)


@table(
    "method, target, subject, status",
    ("customers", "GET", "/v1/customers", "customers", 200),
    ("a payment", "GET", "/v1/payments/pay_00000000000000", "payments", 400),
    ("refunds", "GET", "/v1/refunds?count=1", "refunds", 200),
    ("accounts", "GET", "/v1/virtual_accounts", "virtual_accounts", 200),
    ("webhooks", "GET", "/v1/webhooks", "webhooks", 200),
    ("another product", "POST", "/v1/orders", "others", 400),
    ("the control API", "POST", "/_sandbox/clock", "control", 200),
    ("a control route that is none", "DELETE", "/_sandbox/clock", "control", 404),
)
def test_requests_are_counted(method, target, subject, status, counting):
    merchant = Merchant(counting)
    before = counted(metrics(merchant), method, subject, status)
    for _ in range(3):
        assert merchant.call(method, target).status == status
    assert counted(metrics(merchant), method, subject, status) == before + 3
    merchant.close()


def test_what_happens_is_counted(counting):
    merchant = Merchant(counting)
    before = metrics(merchant)
    merchant.webhook(url="http://127.0.0.1:9/hook", events=["virtual_account.created"])
    merchant.freeze()
    merchant.account()
    after = metrics(merchant)
    assert after["smartcollect_events_total"] == before["smartcollect_events_total"] + 1
    assert after["smartcollect_merchants"] == before["smartcollect_merchants"] + 1
    assert after["smartcollect_deliveries_pending"] == 1
    assert after["smartcollect_connections_open"] == 1
    assert after["smartcollect_uptime_seconds"] >= before["smartcollect_uptime_seconds"]
    merchant.close()


def test_every_metric_says_what_it_is(merchant):
    page = merchant.call("GET", "/metrics", auth=None).body.decode()
    names = set(re.findall(r"^(smartcollect_[a-z_]+)", page, re.MULTILINE))
    assert len(names) >= 8
    for name in names:
        assert f"# HELP {name} " in page
        kind = "counter" if name.endswith("_total") else "gauge"
        assert f"# TYPE {name} {kind}\n" in page


def test_the_guide_names_every_route(merchant):
    answer = merchant.call("GET", "/llms.txt", auth=None)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.body.decode()
    listed = re.findall(r"^- ((?:GET|POST|PUT|PATCH|DELETE) \S+): ", text, re.MULTILINE)
    described = [operation["operationId"] for place in DOCUMENTS
                 for _, _, operation in read(merchant.server, place).routes]
    assert sorted(listed) == sorted(described)
    assert ":".join(DEFAULT_KEY) in text
    assert f"http://{merchant.server.host}:{merchant.server.port}/v1/virtual_accounts" in text


@pytest.mark.parametrize("target", PAGES)
def test_the_pages_are_open_and_keep_the_rule_of_hosts(target, merchant):
    assert merchant.call("GET", target, auth=None).status == 200
    assert merchant.call("GET", target, auth="Basic nonsense").status == 200
    assert merchant.call("GET", target, headers={"Host": "evil.example"}).status == 421
    assert merchant.call("GET", target, headers={"Origin": "https://evil.example"}).status == 403
