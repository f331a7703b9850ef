"""`doctor`: what usually goes wrong is found, and what is well is left alone."""

import os
import socket
import subprocess

import pytest

from sandbox import DEFAULT_KEY, Merchant, Receiver, binary, environment, running

IN_CONTAINER = any(map(os.path.exists, ("/.dockerenv", "/run/.containerenv")))


def doctor(*flags, cwd=None, **variables):
    """Exit code, and of each subject its grade, its fact and what to do."""
    done = subprocess.run(
        [binary(), "doctor", *flags], capture_output=True, text=True, check=False, timeout=30,
        cwd=cwd, env={**environment(), **variables})
    assert done.stderr == ""
    findings = {}
    for line in done.stdout.splitlines():
        if line.strip().startswith("do: "):
            findings[subject][2] = line.strip().removeprefix("do: ")
        else:
            grade, subject, fact = line.split(None, 2)
            findings[subject] = [grade, fact, None]
    assert all((grade == "ok") == (remedy is None) for grade, _, remedy in findings.values())
    faults = any(grade == "fault" for grade, _, _ in findings.values())
    assert done.returncode == (1 if faults else 0)
    return findings


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return str(port)


def test_all_is_well(free_port, tmp_path):
    found = doctor("--port", free_port, "--host", "0.0.0.0", "--database", str(tmp_path / "a.db"),
                   "--unix-socket", str(tmp_path / "s"), cwd=tmp_path)
    assert {grade for grade, _, _ in found.values()} == {"ok"}
    assert set(found) == {"settings", "port", "proxy", "database", "socket"}
    assert not list(tmp_path.iterdir())


def test_a_port_that_another_program_has():
    other = Receiver()
    found = doctor("--port", other.url.split(":")[2].split("/")[0])
    other.close()
    assert found["port"][0] == "fault" and "taken" in found["port"][1]


def test_a_port_that_something_silent_has():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = doctor("--port", str(taken.getsockname()[1]))
    assert found["port"][0] == "fault"


def test_a_sandbox_that_runs_already():
    with running() as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        found = doctor("--port", str(server.port))
        assert found["port"][0] == "ok" and "a sandbox" in found["port"][1]
        assert "clock" not in found
        merchant.freeze()
        assert doctor("--port", str(server.port))["clock"][0] == "warning"
        merchant.close()


@pytest.mark.parametrize("spared, grade", [
    ("", "warning"), ("localhost", "warning"), ("a.example, 127.0.0.1,localhost", "ok"),
    ("*", "ok")], ids=str)
@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_a_proxy(name, spared, grade, free_port):
    variables = {"no_proxy": "", "NO_PROXY": spared, name: "http://127.0.0.1:9"}
    assert doctor("--port", free_port, **variables)["proxy"][0] == grade


def test_a_webhook_that_somebody_hears(free_port, receiver):
    found = doctor("--port", free_port, "--webhook-url", receiver.url)
    assert found["webhook"][0] == "ok"
    assert receiver.deliveries == []


def test_a_webhook_that_nobody_hears(free_port):
    found = doctor("--port", "0", "--webhook-url", f"http://127.0.0.1:{free_port}/hook")
    assert found["webhook"][0] == ("fault" if IN_CONTAINER else "warning")
    assert ("host.docker.internal" in found["webhook"][2]) == IN_CONTAINER


@pytest.mark.parametrize("url", ["http://localhost:{port}/hook", "hook", "ftp://a.example/"])
def test_a_webhook_that_cannot_be(url, free_port):
    found = doctor("--port", free_port, "--webhook-url", url.format(port=free_port))
    assert found["webhook"][0] == "fault"


def test_a_clock_that_stands_still(free_port):
    found = doctor("--port", free_port, "--clock", "1767225600")
    assert found["clock"][0] == "warning" and "2026-01-01T00:00:00Z" in found["clock"][1]


def test_a_database_without_a_folder(free_port, tmp_path):
    found = doctor("--port", free_port, "--database", str(tmp_path / "none" / "a.db"))
    assert found["database"][0] == "fault" and "does not exist" in found["database"][1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_may_not_be_written(free_port, tmp_path):
    tmp_path.chmod(0o500)
    found = doctor("--port", free_port, "--database", str(tmp_path / "a.db"))
    assert found["database"][0] == "fault" and "not writable" in found["database"][1]


def test_a_socket_with_too_long_a_path(free_port):
    assert doctor("--port", free_port, "--unix-socket", "/tmp/" + "s" * 103)["socket"][0] == "fault"


def test_settings_that_are_read(free_port, tmp_path):
    (tmp_path / "smartcollect.yaml").write_text(f"port: {free_port}\n")
    found = doctor(cwd=tmp_path)
    assert "smartcollect.yaml" in found["settings"][1]
    assert free_port in found["port"][1]
