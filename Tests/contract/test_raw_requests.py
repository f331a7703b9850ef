"""What no client should send, on a raw socket against the running sandbox.

Each row stands for one that other servers read differently, so that a second request can be hidden
in the first. What is refused is refused as JSON, and nothing behind it is run.
"""

import json
import re
import socket

import pytest

from sandbox import BASE62, Merchant, Server, base62

MERCHANT = Merchant(None, "rzp_test_" + base62(14), base62(24))
AUTH = f"Authorization: {MERCHANT.authorization}\r\n"
HOST = "Host: localhost\r\n"
BODY = '{"name":"Hidden"}'
HIDDEN = (f"POST /v1/customers HTTP/1.1\r\n{HOST}{AUTH}Content-Type: application/json\r\n"
          f"Content-Length: {len(BODY)}\r\n\r\n{BODY}")
HEX = f"{len(HIDDEN):x}"


def post(fields, body=HIDDEN, method="POST"):
    return f"{method} /v1/payments HTTP/1.1\r\n{HOST}{AUTH}{fields}\r\n{body}"


def get(line="GET /v1/payments HTTP/1.1", fields=HOST + AUTH):
    return f"{line}\r\n{fields}\r\n{HIDDEN}"


def field(text):
    return get(fields=f"{HOST}{AUTH}{text}\r\n")


def coding(text):
    return post(f"Transfer-Encoding:{text}\r\n", f"0\r\n\r\n{HIDDEN}")


def chunks(text):
    return post("Transfer-Encoding: chunked\r\n", f"{text}{HIDDEN}")


# The number is that of the list of findings about evhttp that the server was built after.
REFUSED = [
    (1, "two lengths", post("Content-Length: 0\r\nContent-Length: 5\r\n"), 400),
    (1, "two lengths, the other way", post("Content-Length: 5\r\nContent-Length: 0\r\n"), 400),
    (1, "a list of lengths", post("Content-Length: 0, 0\r\n"), 400),
    *[(2, f"a length of {text!r}", post(f"Content-Length: {text}\r\n"), 400)
      for text in ("+0", "-0", "\x0b0", "\x0c0", "0x0", "0 0", "", "٠")],
    *[(3, f"NUL in {name}", field(f"{name}: 5\0x"), 400)
      for name in ("Content-Length", "Authorization", "Content-Type", "X", "Transfer-Encoding")],
    (3, "NUL in the host", get(fields=f"Host: local\0host\r\n{AUTH}"), 400),
    (4, "a line that begins with NUL", field("\0A: b"), 400),
    *[(5, f"a coding of{text!r}", coding(text), 501)
      for text in (" xchunked", " identity", " gzip", "", ' "chunked"', " x-chunked", " chunke")],
    *[(6, f"a coding of{text!r}", coding(text), 501)
      for text in (" chunked;q=1", " gzip, chunked", " chunked chunked", " chunked, identity",
                   " identity\r\nTransfer-Encoding: chunked")],
    (7, "HEAD with a body", post("Content-Length: 5\r\n", "hello" + HIDDEN, "HEAD"), 400),
    (7, "HEAD with chunks", coding(" chunked").replace("POST", "HEAD", 1), 400),
    (7, "TRACE with a body", post("Content-Length: 5\r\n", "hello" + HIDDEN, "TRACE"), 400),
    (7, "TRACE with chunks", coding(" chunked").replace("POST", "TRACE", 1), 400),
    (8, "an unknown method", post("Content-Length: 5\r\n", "hello" + HIDDEN, "BREW"), 501),
    (8, "a method in small letters", post("Content-Length: 5\r\n", "hello" + HIDDEN, "post"), 501),
    *[(9, f"a chunk's size of {text!r}", chunks(f"{text}\r\nhello\r\n0\r\n\r\n"), 400)
      for text in ("0x5", "+5", " 5", "\t5", "\x0b5", "5 junk", "5\0", "5 ", "", "g", "-5")],
    (10, "LF behind a chunk's size", chunks("5\nhello\r\n0\r\n\r\n"), 400),
    (10, "LF behind a chunk", chunks("5\r\nhello\n0\r\n\r\n"), 400),
    (10, "nothing behind a chunk", chunks("5\r\nhello0\r\n\r\n"), 400),
    (10, "an empty line between chunks", chunks("5\r\nhello\r\n\r\n0\r\n\r\n"), 400),
    (10, "LF behind the last chunk", chunks("0\n\r\n"), 400),
    (12, "LF behind the request line", f"GET /v1/payments HTTP/1.1\n{HOST}{AUTH}\r\n{HIDDEN}", 400),
    (12, "LF behind a field", get(fields=f"{HOST}A: b\n"), 400),
    (12, "LF as the empty line", f"GET /v1/payments HTTP/1.1\r\n{HOST}{AUTH}\n{HIDDEN}", 400),
    (13, "a folded field", field("A: b\r\n c"), 400),
    (13, "a field folded by a tab", field("Transfer-Encoding:\r\n\tchunked"), {400, 501}),
    *[(14, f"a name of {text!r}", field(f"{text}: 5"), 400)
      for text in ("Content-Length ", "Content-Length\t", "", "Content\x00Length", "A[", "Ä", "A b")],
    (14, "no colon", field("Content-Length"), 400),
    *[(15, f"a target of {text!r}", get(f"GET {text} HTTP/1.1"), 400)
      for text in (" /v1/payments", "/v1/ payments", "/v1/\tpayments", "/v1/\x01", "/v1/\x7f", "/ä",
                   "v1/payments", "/v1#a", "/v1/%zz", "/v1/%4")],
    (16, "no host", get(fields=AUTH), 400),
    (16, "two hosts", get(fields=HOST + HOST + AUTH), 400),
    *[(16, f"a host of {text!r}", get(fields=f"Host: {text}\r\n{AUTH}"), 400)
      for text in ("a b", "a/b", "a@b", "a,b", "localhost:99999", "[::1", "")],
    *[(17, f"version {text!r}", get(f"GET /v1/payments {text}"), 400)
      for text in ("HTTP/1.4294967297", "HTTP/01.1", "HTTP/+1.1", "HTTP/1.1\0", "http/1.1", "HTTP/1")],
    *[(18, f"version {text!r}", get(f"GET /v1/payments {text}"), {400, 505})
      for text in ("HTTP/0.9", "HTTP/-1.1", "HTTP/1.-1", "HTTP/1.10", "HTTP/1.2", "HTTP/2.0")],
    (18, "no version", get("GET /v1/payments"), 400),
    (19, "two empty lines before", "\r\n\r\n" + get(), 400),
    (22, "CONNECT", get("CONNECT example.com:443 HTTP/1.1"), 501),
    (24, "a long request line", get(f"GET /{'a' * 9000} HTTP/1.1"), 414),
    (24, "a request line without an end", f"GET /{'a' * 20_000}", 414),
    (24, "a long field", field("A: " + "a" * 40_000), 431),
    (24, "many fields", field("\r\n".join(["A: b"] * 300)), 431),
    (24, "a large body", post("Content-Length: 1048577\r\n", ""), 413),
    (24, "a body beyond all numbers", post("Content-Length: 99999999999999999999\r\n", ""), 413),
    (24, "a large chunk", chunks("fffffffffffffff\r\n"), 413),
    (25, "another expectation", post("Expect: tea\r\nContent-Length: 5\r\n", ""), 417),
    (33, "a hello of TLS", "\x16\x03\x01\x00\xfc\x01\x00\x00\xf8", 400),
    (33, "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    (33, "a banner of SSH", "SSH-2.0-OpenSSH_9.2\r\n", 400),
    (33, "NULs", "\0" * 64, 400),
    (34, "a length and a coding", post(
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", f"0\r\n\r\n{HIDDEN}"), 400),
    (34, "a coding and a length", post(
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", f"0\r\n\r\n{HIDDEN}"), 400),
    (34, "chunked twice", coding(" chunked\r\nTransfer-Encoding: chunked"), {400, 501}),
    (34, "chunked, then gzip", coding(" chunked, gzip"), 501),
    (34, "a coding in HTTP/1.0", coding(" chunked").replace("HTTP/1.1", "HTTP/1.0", 1), 400),
    (34, "CR in a value", field("A: b\rContent-Length: 5"), 400),
]


@pytest.fixture(scope="module")
def server():
    server = Server()
    MERCHANT.server = server
    yield server
    MERCHANT.close()
    assert server.stop() == 0, server.stderr()


def everything(server, request):
    """All that comes until the server closes, sent in one piece."""
    with socket.create_connection((server.host, server.port), 10) as connection:
        connection.sendall(request.encode("utf-8" if not request.startswith("\x16") else "latin-1"))
        connection.settimeout(5)
        said = b""
        while piece := connection.recv(65536):
            said += piece
        return said


def answers(said):
    """Status, fields and body of each answer."""
    while said:
        head, _, rest = said.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        version, status, _ = lines[0].split(" ", 2)
        assert version == "HTTP/1.1"
        fields = dict(line.lower().split(": ", 1) for line in lines[1:])
        length = int(fields.get("content-length", 0))
        yield int(status), fields, rest[:length]
        said = rest[length:]


@pytest.mark.parametrize(
    "request_text,status", [row[2:] for row in REFUSED],
    ids=[re.sub(r"[^\w ]", "_", f"{number} {name}") for number, name, *_ in REFUSED])
def test_it_is_refused_and_nothing_behind_it_is_run(server, request_text, status):
    said = list(answers(everything(server, request_text)))
    assert len(said) == 1, said
    found, fields, body = said[0]
    assert MERCHANT.get("/v1/customers")["count"] == 0
    assert found in (status if isinstance(status, set) else {status}), said
    assert fields["content-type"] == "application/json; charset=utf-8"
    assert fields["connection"] == "close"
    if request_text.startswith("HEAD"):
        assert body == b""
        return
    error = json.loads(body)["error"]
    assert error["code"] and error["description"]


FIRST = f"GET /v1/payments HTTP/1.1\r\n{HOST}{AUTH}"
NEXT = f"GET /v1/refunds HTTP/1.1\r\n{HOST}{AUTH}Connection: close\r\n\r\n"


@pytest.mark.parametrize("request_text,statuses", [
    pytest.param(post("Transfer-Encoding: chunked\r\n", f"0;a=b\r\n\r\n{NEXT}"), [400, 200],
                 id="11 an extension of a chunk is passed over"),
    pytest.param(post("Transfer-Encoding: chunked\r\n", f"0\r\nAuthorization: x\r\n\r\n{NEXT}"),
                 [400, 200], id="34 a trailer is dropped"),
    pytest.param(f"\r\n{FIRST}\r\n{NEXT}", [200, 200], id="19 one empty line before is skipped"),
    pytest.param(f"HEAD /v1/payments HTTP/1.1\r\n{HOST}{AUTH}\r\n{NEXT}", None,
                 id="21 HEAD is answered without a body"),
    pytest.param(f"{FIRST}Connection: keep-alive, close\r\n\r\n{HIDDEN}", [200],
                 id="31 close counts wherever it stands"),
    pytest.param(get("GET http://evil.example/v1/payments HTTP/1.1").replace(HIDDEN, NEXT),
                 [421, 200], id="20 another's authority is not ours"),
    pytest.param(get("GET http://localhost/v1/payments HTTP/1.1").replace(HIDDEN, NEXT),
                 [200, 200], id="20 our own authority is ours"),
])
def test_what_is_well_formed_is_answered_in_order(server, request_text, statuses):
    said = everything(server, request_text)
    if statuses is None:
        head, _, rest = said.partition(b"\r\n\r\n")
        assert re.search(rb"Content-Length: [1-9]", head, re.I) and rest.startswith(b"HTTP/1.1 200")
    else:
        assert [status for status, _, _ in answers(said)] == statuses
    assert MERCHANT.get("/v1/customers")["count"] == 0


def test_500_requests_in_one_piece_are_answered_in_order(server):
    """Finding 30."""
    ids = ["".join(BASE62[number // 62 ** place % 62] for place in range(14))
           for number in range(500)]
    requests = [f"GET /v1/payments/pay_{id} HTTP/1.1\r\n{HOST}{AUTH}\r\n" for id in ids]
    said = list(answers(everything(server, "".join(requests) + NEXT)))
    assert [status for status, _, _ in said] == [400] * 500 + [200]


def test_leave_to_send_is_given_only_to_those_with_a_key(server):
    """Finding 25."""
    expectation = "Expect: 100-continue\r\nContent-Length: 20\r\nConnection: close\r\n"
    for key, status in ((AUTH, b"100"), ("", b"401")):
        with socket.create_connection((server.host, server.port), 10) as connection:
            connection.sendall(
                f"POST /v1/customers HTTP/1.1\r\n{HOST}{key}{expectation}\r\n".encode())
            assert connection.recv(4096).split(b" ")[1] == status
