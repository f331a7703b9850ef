"""TLS: a local authority that is made once and kept, and certificates of one's own."""

import contextlib
import http.client
import json
import os
import socket
import ssl
import stat
import subprocess

import pytest

from sandbox import Server, binary, environment

NAMES = ("localhost", "127.0.0.1", "api.razorpay.com")


class Secured:
    """A server with a database in a folder, which speaks TLS as well."""

    def __init__(self, folder, *flags):
        self.authority = folder / "smartcollect-authority.pem"
        self.key = folder / "smartcollect-authority-key.pem"
        self.server = Server("--database", str(folder / "a.db"), *flags)
        line = next(line for line in self.server.banner if line.strip().startswith("TLS "))
        self.url = line.split()[1].removesuffix("/v1")
        self.port = int(self.url.rsplit(":", 1)[1])

    def health(self, name, trusted):
        """Asks under a name, trusting one file alone."""
        context = ssl.create_default_context(cafile=trusted)
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=10)
        # The name is asked for and verified, whatever the address is.
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), 10),
            server_hostname=name)
        connection.request("GET", "/health", headers={"Host": name})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["status"]


@contextlib.contextmanager
def secured(folder, *flags):
    running = Secured(folder, *flags)
    try:
        yield running
    finally:
        assert running.server.stop() == 0


def test_an_authority_is_made_and_kept(tmp_path):
    with secured(tmp_path, "--tls", "auto") as first:
        assert [first.health(name, first.authority) for name in NAMES] == ["ok"] * len(NAMES)
        with pytest.raises(ssl.SSLCertVerificationError):
            first.health("a.example", first.authority)
        assert stat.S_IMODE(os.stat(first.key).st_mode) == 0o600
        kept = first.authority.read_bytes(), first.key.read_bytes()
        assert str(first.authority) in "\n".join(first.server.banner)
    with secured(tmp_path, "--tls", "auto") as second:
        assert (second.authority.read_bytes(), second.key.read_bytes()) == kept
        assert second.health("localhost", second.authority) == "ok"


def test_two_authorities_do_not_vouch_for_each_other(tmp_path):
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    with secured(folders[0], "--tls", "auto") as one, secured(folders[1], "--tls", "auto") as two:
        with pytest.raises(ssl.SSLCertVerificationError):
            one.health("localhost", two.authority)


def test_names_of_allowed_hosts_are_certified(tmp_path):
    with secured(tmp_path, "--tls", "auto", "--allow-host", "pay.orchid.example") as running:
        assert running.health("pay.orchid.example", running.authority) == "ok"


def test_our_own_verbs_trust_the_authority(tmp_path):
    with secured(tmp_path, "--tls", "auto") as running:
        def wait(**variables):
            return subprocess.run(
                [binary(), "wait", "--url", running.url, "--timeout", "1s"], check=False,
                capture_output=True, timeout=30, cwd=tmp_path,
                env={**environment(), "XDG_STATE_HOME": str(tmp_path / "none"), **variables})
        assert wait(SMARTCOLLECT_DATABASE=str(tmp_path / "a.db")).returncode == 0
        assert wait().returncode == 2


def test_a_certificate_of_ones_own(tmp_path):
    certificate, key = tmp_path / "own.pem", tmp_path / "own-key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=own",
         "-addext", "subjectAltName=DNS:own.example", "-addext", "keyUsage=digitalSignature"],
        check=True, capture_output=True, timeout=60)
    with secured(
            tmp_path, "--tls", f"{certificate},{key}", "--allow-host", "own.example") as running:
        assert running.health("own.example", certificate) == "ok"
        assert not running.authority.exists()


@pytest.mark.parametrize("value", ["/nowhere/a.pem,/nowhere/b.pem", "auto"])
def test_what_cannot_be_used_is_named(value, tmp_path):
    (tmp_path / "smartcollect-authority.pem").write_text("nothing\n")
    (tmp_path / "smartcollect-authority-key.pem").write_text("nothing\n")
    done = subprocess.run(
        [binary(), "serve", "--port", "0", "--tls", value, "--database", str(tmp_path / "a.db")],
        capture_output=True, text=True, check=False, timeout=30, env=environment())
    assert done.returncode == 1
    assert done.stderr.startswith("error: ") and "hint: " in done.stderr
    assert (str(tmp_path) if value == "auto" else "/nowhere/a.pem") in done.stderr
