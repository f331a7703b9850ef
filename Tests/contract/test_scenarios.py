"""Scenarios: those that ship are played, what is not met is told, bad files are told by their line."""

import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from sandbox import FIXTURES, binary, environment

SCENARIOS = sorted((FIXTURES / "scenarios").glob("*.yaml"))


def play(*arguments, **variables):
    return subprocess.run(
        [binary(), "scenario", "run", *map(str, arguments)], capture_output=True, text=True,
        check=False, timeout=60, env={**environment(), **variables})


@pytest.fixture
def write(tmp_path):
    def write(text, name="story.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


# The scenarios that ship


def test_there_are_scenarios():
    assert len(SCENARIOS) >= 6


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_that_ships(server, scenario):
    done = play(scenario, "--url", server.url)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "FAILED" not in done.stdout and "  ok  " in done.stdout


def test_each_run_has_a_merchant_of_its_own(server):
    """Else the second one would find the first one's records."""
    empty = FIXTURES / "scenarios" / "unknown-account.yaml"
    late = FIXTURES / "scenarios" / "late-payment.yaml"
    assert play(late, empty, empty, "--url", server.url).returncode == 0


def test_without_a_url_it_starts_a_sandbox_of_its_own(tmp_path):
    """Which no setting of the caller's sandbox reaches."""
    database = tmp_path / "state.db"
    report = tmp_path / "report.xml"
    done = play(*SCENARIOS, "--junit", report, SMARTCOLLECT_DATABASE=str(database))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert not database.exists()
    suites = ElementTree.parse(report).getroot().findall("testsuite")
    assert [suite.get("file") for suite in suites] == [str(path) for path in SCENARIOS]
    for suite in suites:
        cases = suite.findall("testcase")
        assert (suite.get("failures"), suite.get("skipped")) == ("0", "0")
        assert suite.get("tests") == str(len(cases)) and cases
        assert float(suite.get("time")) > 0


# Scenarios that fail

STORY = """\
name: A story with <an error> & more
steps:
  - call: POST /v1/virtual_accounts
    body: {{receivers: {{types: [bank_account, vpa]}}, notes: {{order: "4711", size: 3}}}}
    save: {{va: $.id}}
  - call: GET /v1/virtual_accounts/${{va}}
    {expect}
  - advance: 1h
"""


def expecting(body):
    return STORY.format(expect=f"expect: {{body: {body}}}")


@pytest.mark.parametrize("body", [
    "{status: active, notes: {order: '4711'}}",
    "{id: '${va}', description: null, customer_id: $any, nothing: $absent}",
    "{receivers: [{entity: bank_account}, {entity: vpa}]}",
    "{receivers: {$length: 2}}",
    "{receivers: {$contains: [{entity: vpa}]}}",
    "{id: {$matches: 'va_[A-Za-z0-9]{14}'}}",
], ids=str)
def test_what_is_met(server, write, body):
    done = play(write(expecting(body)), "--url", server.url)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("body, words", [
    ("{status: closed}", '$.status: expected "closed", found "active"'),
    ("{amount_paid: '0'}", '$.amount_paid: expected "0", found 0'),
    ("{notes: {order: '4712'}}", '$.notes.order: expected "4712", found "4711"'),
    ("{nothing: $any}", "$.nothing: expected something, found nothing"),
    ("{nothing: 1}", "$.nothing: expected 1, found nothing"),
    ("{closed_at: $absent}", "$.closed_at: expected nothing, found null"),
    ("{description: '${va}'}", '$.description: expected "va_'),
    ("{receivers: [{entity: bank_account}]}", "$.receivers: expected 1 items, not 2"),
    ("{receivers: [{}, {entity: qr_code}]}",
     '$.receivers[1].entity: expected "qr_code", found "vpa"'),
    ("{receivers: {$length: 3}}", "$.receivers: expected 3 items, not 2"),
    ("{receivers: {$contains: [{entity: qr_code}]}}", '$.receivers: expected an item like {"entity"'),
    ("{id: {$matches: 'va_[a-z]+'}}", "$.id: expected a text that matches"),
    ("{id: {$length: 1}}", "$.id: expected a list of length 1"),
], ids=str)
def test_what_is_not_met(server, write, body, words):
    path = write(expecting(body))
    done = play(path, "--url", server.url)
    assert done.returncode == 2
    assert f"FAILED  GET /v1/virtual_accounts/${{va}} ({path}:6)" in done.stdout
    assert words in done.stdout
    assert "advance" not in done.stdout


def test_a_status_that_is_not_met(server, write, tmp_path):
    report = tmp_path / "report.xml"
    path = write(STORY.format(expect="expect: {status: 404}"))
    done = play(path, "--url", server.url, "--junit", report)
    assert done.returncode == 2
    assert "status: expected 404, found 200" in done.stdout
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite.get("name") == "A story with <an error> & more"
    assert [suite.get(name) for name in ("tests", "failures", "skipped")] == ["3", "1", "1"]
    passed, failed, skipped = suite.findall("testcase")
    assert list(passed) == []
    assert failed.find("failure").get("message") == "status: expected 404, found 200"
    assert '"entity":"virtual_account"' in failed.find("failure").text
    assert skipped.find("skipped") is not None


def test_a_refused_request_fails_without_an_expectation(server, write):
    path = write("name: a\nsteps:\n  - call: GET /v1/payments/pay_nothing\n")
    done = play(path, "--url", server.url)
    assert done.returncode == 2
    assert "status: expected 200, found 400" in done.stdout


def test_what_is_saved_must_be_there(server, write):
    path = write("name: a\nsteps:\n  - {call: GET /v1/payments, save: {id: '$.items[0].id'}}\n")
    done = play(path, "--url", server.url)
    assert done.returncode == 2
    assert "nothing to save as id" in done.stdout


def test_all_that_a_step_can_do(server, write):
    done = play(write("""\
name: forms, settings, fields, and an answer that is looked at twice
steps:
  - settings: {billing_label: Orchid & Sons}
  - call: POST /v1/customers
    form: {name: Nila Rao, email: nila+1@orchid.example, notes: {städte: "Pune & Nashik"}}
    save: {customer: $.id, notes: $.notes}
  - expect:
      body: {email: nila+1@orchid.example, notes: {städte: "Pune & Nashik"}}
  - call: POST /v1/virtual_accounts
    body:
      receivers: {types: [bank_account]}
      customer_id: ${customer}
      notes: ${notes}
      description: of ${customer}, ${unclosed and $5
    expect:
      body: {name: Orchid & Sons, notes: {städte: "Pune & Nashik"}}
    save: {text: $.description}
  - call: GET /v1/payments
    headers: {Authorization: Basic bm9ib2R5Om5vdGhpbmc=}
    expect: {status: 401}
  - clock: {freeze: true}
    expect: {body: {frozen: true}}
"""), "--url", server.url)
    assert done.returncode == 0, done.stdout


def test_a_merchant_that_is_named(server, merchant, write):
    path = write("name: a\nsteps: [{call: POST /v1/virtual_accounts, "
                 "body: {receivers: {types: [vpa]}}}]\n")
    done = play(path, "--url", server.url, "--key", merchant.key_id,
                SMARTCOLLECT_SECRET=merchant.secret)
    assert done.returncode == 0, done.stdout
    assert merchant.get("/v1/virtual_accounts")["count"] == 1


def test_nobody_there(write):
    path = write("name: a\nsteps: [{call: GET /v1/payments}]\n")
    done = play(path, "--url", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "GET /v1/payments" in done.stderr


def test_a_bad_file_is_usage(server, write):
    """All files are read before the first is played."""
    bad = write("name: a\nsteps:\n  - call: GET /v1/payments\n    expekt: {}\n", "bad.yaml")
    done = play(SCENARIOS[0], bad, "--url", server.url)
    assert (done.returncode, done.stdout) == (64, "")
    assert f"{bad}, line 4, column 5: a step has no expekt" in done.stderr


def test_no_file(tmp_path):
    done = play(tmp_path / "none.yaml")
    assert (done.returncode, done.stdout) == (64, "")
    assert "none.yaml" in done.stderr
