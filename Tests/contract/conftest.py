"""One server for the session, a fresh merchant for each test."""

import os

import pytest

from description import answers_as_described  # noqa: F401 (a fixture of every test)
from sandbox import Merchant, Receiver, Server


@pytest.fixture(scope="session")
def server():
    server = Server()
    yield server
    assert server.stop() == 0, server.stderr()


@pytest.fixture
def new_merchant(server):
    """Makes merchants of the session's server, each under a key of its own."""
    made = []

    def make(key_id=None, secret=None, of=None):
        made.append(Merchant(of or server, key_id, secret))
        return made[-1]

    yield make
    for merchant in made:
        merchant.close()


@pytest.fixture
def merchant(new_merchant):
    return new_merchant()


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def pytest_configure(config):
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    config.provoked = set()


def pytest_terminal_summary(terminalreporter, config):
    listed = getattr(config, "listed", None)
    if listed:
        terminalreporter.write_line(f"provoked {len(config.provoked)} / listed {listed}")
