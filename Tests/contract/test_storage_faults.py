"""A database in a file, and a disk that fails: what was answered with 2xx is there, what was not is
there whole or not at all, and the server says what is wrong, in JSON, and goes on."""

import contextlib
import http.client
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time

import pytest

from sandbox import Merchant, Server, base62
from test_durability import complains, every, refuses_to_start

CREDENTIALS = ("rzp_test_" + base62(14), base62(24))
MEGABYTE = 1 << 20


def may_trace():
    """Whether one process may look into another here."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(not may_trace(), reason="strace is missing or not permitted")


@contextlib.contextmanager
def small_disk(megabytes, *options):
    """A file system of its own, or a skipped test where that is not permitted."""
    folder = tempfile.mkdtemp()
    mount = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={megabytes}m", *options]), "tmpfs"]
    try:
        if subprocess.run([*mount, folder], capture_output=True).returncode != 0:
            pytest.skip("mounting a file system is not permitted")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
    finally:
        os.rmdir(folder)


@contextlib.contextmanager
def serving(database, *trace):
    """A server on the file, with the system calls failing or noted as strace is told to."""
    # With -D strace is a grandchild, and the server the process that is started.
    prefix = ["strace", "-D", "-f", "-qq", *trace] if trace else []
    server = Server("--database", str(database), prefix=prefix)
    try:
        yield server
    finally:
        server.kill()
        server.stop()


class Ledger:
    """Pays into one account as long as it is asked to, and keeps what was answered with 200."""

    def __init__(self, server):
        self.merchant = Merchant(server, *CREDENTIALS)
        self.refusals = []
        self.paid = {}  # reference -> payment, of the credits that were acknowledged
        self.tried = set()

    def open(self):
        self.account = self.merchant.account()["id"]
        return self

    def pay(self):
        reference = f"KKBKN26269{len(self.tried):06d}"
        self.tried.add(reference)
        answer = self.merchant.control("POST", "/credits", {
            "to": {"virtual_account_id": self.account}, "amount": 100, "mode": "NEFT",
            "utr": reference})
        if answer.status == 200:
            self.paid[reference] = answer.json["payment"]["id"]
        else:
            self.refusals.append(answer)
        return answer.status == 200

    def check(self, server):
        """Nothing acknowledged is missing, nothing is half there, nothing is there twice."""
        merchant = Merchant(server, *CREDENTIALS)
        credits = every(merchant, "credits", "/_sandbox")
        found = {credit["utr"]: credit["payment"]["id"] for credit in credits}
        assert len(found) == len(credits)
        assert found.keys() <= self.tried
        assert self.paid.items() <= found.items()
        account = merchant.get(f"/v1/virtual_accounts/{self.account}")
        assert account["amount_paid"] == 100 * len(found)
        assert {payment["id"] for payment in every(merchant, "payments")} == set(found.values())
        ledger = merchant.control_ok("GET", "/ledger")
        assert ledger["balanced"] and ledger["credits"] == len(found), ledger
        merchant.close()

    def close(self):
        self.merchant.close()


def is_clear(answer):
    return answer.status in (500, 503) and answer.error["description"]


@needs_strace
def test_no_answer_leaves_before_its_change_is_on_the_disk(tmp_path):
    trace = tmp_path / "trace"
    with serving(tmp_path / "sandbox.db", "-y", "-o", str(trace),
                 "-e", "trace=fdatasync,sendto,recvfrom") as server:
        ledger = Ledger(server).open()
        assert all(ledger.pay() for _ in range(30))
        ledger.check(server)
        ledger.close()
    synced, writes = False, 0
    for line in trace.read_text(errors="replace").splitlines():
        if "recvfrom(" in line and '"POST ' in line:
            synced = False
        elif re.search(r'fdatasync\(\d+<[^>]*sandbox\.db-wal>\)\s+= 0', line):
            synced = True
        elif 'sendto(' in line and '"HTTP/1.1 200' in line and not synced:
            raise AssertionError(f"answered before the sync: {line}")
        elif 'sendto(' in line and '"HTTP/1.1 200' in line:
            writes += 1
    assert writes >= 31


def test_a_full_disk(tmp_path):
    with small_disk(4) as folder:
        filler = os.path.join(folder, "filler")
        with open(filler, "wb") as file:
            file.write(b"x" * MEGABYTE)
        database = os.path.join(folder, "sandbox.db")
        with serving(database) as server:
            ledger = Ledger(server).open()
            bystander = Merchant(server)
            faults = [{"match": {"path": "/v1/orders"}, "do": "delay", "by": 1, "times": 1}]
            bystander.control_ok("PUT", "/faults", faults)
            while ledger.pay():
                assert len(ledger.paid) < 100_000
            for _ in range(20):
                started = time.monotonic()
                ledger.pay()
                assert time.monotonic() - started < 1
            assert not [answer for answer in ledger.refusals if not is_clear(answer)]
            assert "disk is full" in server.stderr()
            ledger.check(server)
            # What was asked for and is not in the file is not lost with it either.
            kept = bystander.control_ok("GET", "/faults")
            assert [fault["match"] for fault in kept] == [faults[0]["match"]]
            bystander.close()
            # As soon as there is room, it goes on as if nothing had been.
            os.remove(filler)
            assert all(ledger.pay() for _ in range(50))
            ledger.check(server)
            server.kill()
            ledger.close()
        with serving(database) as server:
            ledger.check(server)


def failures():
    """Which call fails, and when: one of the first hundred, every fifth, all from the thirtieth."""
    for call, error in ("fdatasync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"):
        for when in [*range(1, 101), "20+5", "30+"]:
            yield call, error, when


@needs_strace
@pytest.mark.parametrize("call,error,when", list(failures()))
def test_a_write_or_sync_that_fails(tmp_path, call, error, when):
    database = tmp_path / "sandbox.db"
    with serving(database) as server:
        ledger = Ledger(server).open()
        ledger.close()
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(serving(
                database, "-o", "/dev/null", "-e", f"trace={call}",
                "-e", f"inject={call}:error={error}:when={when}"))
        except RuntimeError as failure:
            # It may refuse to begin, if it says why.
            assert "error:" in str(failure)
        else:
            ledger.merchant = Merchant(server, *CREDENTIALS)
            with contextlib.suppress(http.client.HTTPException):
                for _ in range(60):
                    ledger.pay()
            assert server.process.poll() is None, server.stderr()
            assert not [answer for answer in ledger.refusals if not is_clear(answer)]
            assert ledger.merchant.get(f"/v1/virtual_accounts/{ledger.account}")
            ledger.close()
    with serving(database) as server:
        ledger.check(server)


# Bad beginnings


@pytest.fixture
def written(tmp_path):
    """A file that a server has written and left in peace."""
    database = tmp_path / "sandbox.db"
    with serving(database) as server:
        ledger = Ledger(server).open()
        assert all(ledger.pay() for _ in range(200))
        ledger.close()
        assert server.stop() == 0
    return database


def refuses_file(database, *words):
    before = database.read_bytes()
    complains(refuses_to_start("--database", str(database)), str(database), *words)
    assert database.read_bytes() == before


def test_a_file_of_a_later_version(written):
    with contextlib.closing(sqlite3.connect(written)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    refuses_file(written, "later version", "9999", "hint:")


@pytest.mark.parametrize("version", [0, 1, 4])
def test_a_file_from_before_the_first_release(written, version):
    with contextlib.closing(sqlite3.connect(written)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    refuses_file(written, "before the first release", f"schema {version}", "hint:")


def test_a_file_of_another_program(tmp_path):
    database = tmp_path / "notes.db"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
    refuses_file(database, "another program", "hint:")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_with_damaged_pages(written, place):
    content = bytearray(written.read_bytes())
    start = int(len(content) * place) // 4096 * 4096
    content[start:start + 4096] = bytes(byte ^ 0x5A for byte in content[start:start + 4096])
    written.write_bytes(content)
    refuses_file(written, "damaged", "hint:")


def test_a_file_that_was_cut_short(written):
    content = written.read_bytes()
    written.write_bytes(content[:len(content) // 2])
    refuses_file(written, "damaged", "hint:")


def test_a_folder_in_place_of_a_file(tmp_path):
    complains(refuses_to_start("--database", str(tmp_path)), str(tmp_path), "hint:")


def test_a_folder_that_may_not_be_written(written):
    with small_disk(8) as folder:
        shutil.copy(written, folder)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        for name in ("sandbox.db", "new.db"):
            database = os.path.join(folder, name)
            complains(refuses_to_start("--database", database), database, "hint:")


def test_a_file_that_may_not_be_written(written):
    if os.getuid() == 0:
        pytest.skip("for root every file may be written")
    written.chmod(0o444)
    refuses_file(written, "writing", "hint:")


def test_a_refused_beginning_is_quick(tmp_path):
    started = time.monotonic()
    refuses_to_start("--database", str(tmp_path))
    assert time.monotonic() - started < 5
