"""What a web page from elsewhere could make a browser send: none of it is done, none of it is read.

Beside the hosts and origins of test_control.py: paths that say the same in another way, forms that
need no leave, names that were made to mean this machine, and what a page could read of an answer.
"""

import json
import socket

import pytest

from sandbox import Merchant, Server, read_answer

EVIL = "https://evil.example"
BODY = json.dumps({"billing_label": "Evil"}).encode()


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    assert server.stop() == 0


@pytest.fixture
def default(server):
    """The merchant that is meant where a page sends no credentials."""
    merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
    yield merchant
    merchant.close()


def raw(server, method, target, headers, body=b"", version="1.1"):
    lines = [f"{method} {target} HTTP/{version}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body or method in ("POST", "PUT", "PATCH"):
        lines.append(f"Content-Length: {len(body)}")
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        return read_answer(connection, method)


# The ways to write the path of the settings, and of a reset. Most mean nothing; none gets past.
PATHS = [
    "/_sandbox/{}", "/%5Fsandbox/{}", "/%5fsandbox/{}", "/_%73andbox/{}", "/_sandbox%2F{}",
    "/_sandbox%2f{}", "//_sandbox/{}", "/./_sandbox/{}", "/x/../_sandbox/{}", "/v1/../_sandbox/{}",
    "/v1/%2e%2e/_sandbox/{}", "/_SANDBOX/{}", "/_sandbox/{}/", "/_sandbox//{}", "/_sandbox/{}?a=b",
    "/_sandbox/{};a=b", "/%255Fsandbox/{}", "/_sandbox/./{}", "/_sandbox\\{}",
    "http://localhost/_sandbox/{}", "http://127.0.0.1/%5Fsandbox/{}",
]
FROM_ELSEWHERE = {
    "another page": [("Origin", EVIL)],
    "a page without an origin": [("Origin", "null")],
    "a page of another port": [("Origin", "http://localhost:1")],
    "a page that calls itself by a longer name": [("Origin", "http://localhost.evil.example")],
    "a page with our name before its own": [("Origin", "http://localhost@evil.example")],
    "an empty origin": [("Origin", "")],
    "two origins": [("Origin", "http://localhost"), ("Origin", EVIL)],
    "two origins in one": [("Origin", f"http://localhost {EVIL}")],
    "a request across sites": [("Sec-Fetch-Site", "cross-site")],
    "a request of a neighbour": [("Sec-Fetch-Site", "same-site")],
    "a request across sites, in capitals": [("Sec-Fetch-Site", "Cross-Site")],
    "a request of who knows where": [("Sec-Fetch-Site", "elsewhere")],
    "a request of nowhere": [("Sec-Fetch-Site", "")],
    "a request of two sites": [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "same-site")],
}


@pytest.mark.parametrize("page", FROM_ELSEWHERE)
def test_no_page_from_elsewhere_changes_anything(server, default, page):
    default.configure(billing_label="Orchid Homes")
    account = default.account()["id"]
    headers = [("Host", "localhost"), *FROM_ELSEWHERE[page], ("Content-Type", "application/json")]
    for path in PATHS:
        for method, name, body in [("PATCH", "settings", BODY), ("POST", "reset", b"{}"),
                                   ("GET", "settings", b""), ("DELETE", "requests", b"")]:
            answer = raw(server, method, path.format(name), headers, body)
            assert 400 <= answer.status < 500, (method, path, answer)
            assert b"Orchid" not in answer.body
        assert default.settings()["billing_label"] == "Orchid Homes", path
        assert default.get(f"/v1/virtual_accounts/{account}")


# What a form or a script sends without asking for leave first.
@pytest.mark.parametrize("content_type", [
    "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x", "", "text/plain; application/json", "application/json-p",
    "application/jsonx", "x-application/json", "application/json text/plain",
    "application/json, text/plain", "; application/json"])
def test_a_form_changes_nothing_even_where_nobody_says_whence(server, default, content_type):
    default.configure(billing_label="Orchid Homes")
    for method, path in ("PATCH", "settings"), ("POST", "settings"):
        answer = raw(server, method, f"/_sandbox/{path}",
                     [("Host", "localhost"), ("Content-Type", content_type)], BODY)
        assert answer.status in (404, 405, 415), answer
    assert default.settings()["billing_label"] == "Orchid Homes"


@pytest.mark.parametrize("types", [
    ["text/plain"], ["application/x-www-form-urlencoded"], ["multipart/form-data; boundary=x"],
    [""], ["application/json text/plain"], ["application/json", "text/plain"]])
@pytest.mark.parametrize("body", [b"", b"{}"], ids=["without a body", "with one"])
def test_a_form_without_a_body_does_nothing_either(server, default, types, body):
    account = default.account()["id"]
    headers = [("Host", "localhost"), *(("Content-Type", one) for one in types)]
    for path in PATHS:
        answer = raw(server, "POST", path.format("reset"), headers, body)
        assert 400 <= answer.status < 500, (path, answer)
    assert default.get(f"/v1/virtual_accounts/{account}")


@pytest.mark.parametrize("headers", [
    [], [("Content-Type", "application/json")], [("Content-Type", "Application/JSON")],
    [("Content-Type", " application/json ; charset=utf-8")],
    [("Content-Type", "application/json"), ("Content-Type", "application/json")],
    [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "None")],
    [("Origin", "http://localhost"), ("Sec-Fetch-Site", "same-origin")]])
def test_whoever_is_no_page_from_elsewhere_may(server, default, headers):
    default.account()
    answer = raw(server, "POST", "/_sandbox/reset", [("Host", "localhost"), *headers])
    assert answer.status == 200, answer
    assert default.get("/v1/virtual_accounts")["count"] == 0


NAMES = [
    "evil.example", "127.0.0.1.nip.example", "localhost.", "LOCALHOST.EVIL.EXAMPLE",
    "evil.example:80", "localhost.evil.example", "0x7f000001.example", "2130706433.example", "a.b",
    "sandbox.lan", "api.razorpay.com.evil.example", "xapi.razorpay.com.", "[::1].example",
    "127.0.0.1.", "1.2.3"]


@pytest.mark.parametrize("target", [
    "/_sandbox/settings", "/v1/payments", "/health", "/openapi.json", "/%5Fsandbox/settings",
    "/nowhere"])
def test_a_name_that_was_made_to_mean_this_machine(server, default, target):
    for host in NAMES:
        answer = raw(server, "GET", target,
                     [("Host", host), ("Authorization", default.authorization)])
        assert answer.status in (400, 421), (host, answer)


def test_the_name_in_an_absolute_target_counts(server):
    for target, host in [("http://evil.example/_sandbox/settings", "localhost"),
                         ("http://localhost/_sandbox/settings", "evil.example")]:
        answer = raw(server, "GET", target, [("Host", host)])
        assert (answer.status == 421) == ("//evil" in target), (target, answer)


def test_a_name_counts_before_a_body_is_awaited(server):
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.sendall(b"POST /v1/customers HTTP/1.1\r\nHost: evil.example\r\n"
                           b"Content-Length: 1000\r\n\r\n")
        assert read_answer(connection, "POST").status == 421


@pytest.mark.parametrize("target", ["/v1/payments", "/_sandbox/settings", "/health", "/nowhere"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_no_page_from_elsewhere_is_let_read(server, default, method, target):
    answer = raw(server, method, target, [
        ("Host", "localhost"), ("Origin", EVIL), ("Authorization", default.authorization),
        ("Access-Control-Request-Method", "PATCH"),
        ("Access-Control-Request-Private-Network", "true"),
        ("Access-Control-Request-Headers", "authorization, content-type")])
    allowing = [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert not allowing, answer.headers
    assert answer.status >= 400 or method == "GET"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_browser_keeps_no_credentials_for_us(server):
    """It would send them along with the forms of any page."""
    answer = raw(server, "GET", "/v1/payments", [("Host", "localhost")])
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] is None
    assert answer.headers["Set-Cookie"] is None
