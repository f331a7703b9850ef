"""Settings: each is a flag, a variable and a key of smartcollect.yaml, and they win in that order."""

import json
import re
import subprocess

import pytest

from sandbox import binary, environment

# Two values for each setting that a text is given to; the switches are true or false.
VALUES = {
    "host": ("0.0.0.0", "127.0.0.2"), "port": ("4300", "4301"),
    "unix_socket": ("a.sock", "b.sock"), "tls": ("auto", "cert.pem,key.pem"),
    "tls_port": ("4311", "4312"), "database": ("a.db", "b.db"),
    "seed_file": ("a.yaml", "b.yaml"),
    "durability": ("off", "normal"), "random_seed": ("1", "2"),
    "clock": ("1767225600", "1767225601"), "rails": ("realistic", "instant"),
    "webhook_url": ("http://127.0.0.1:9/a", "http://127.0.0.1:9/b"),
    "webhook_secret": ("orchid", "willow"), "webhook_retries": ("fast", "vendor"),
    "webhook_allow": ("loopback,10.0.0.0/8", "private"),
    "allow_host": ("a.example,b.example", "c.example"), "journal_size": ("10", "20"),
    "connections": ("100", "200"), "log_format": ("json", "text"),
    "log_level": ("debug", "error"),
}
SWITCHES = {"webhook_insecure", "strict_keys", "no_page", "quiet"}
SECRETS = {"webhook_secret"}
# Of the verbs that talk to a sandbox.
OTHERS = {"url", "key", "secret"}


def run(folder, *arguments, **variables):
    return subprocess.run(
        [binary(), *arguments], capture_output=True, text=True, check=False, timeout=30,
        cwd=folder, env={**environment(), **variables})


def config(folder, *flags, **variables):
    done = run(folder, "config", "--json", *flags, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def variable(name):
    return "SMARTCOLLECT_" + name.upper()


def flag(name):
    return "--" + name.replace("_", "-")


def test_every_flag_is_a_setting(tmp_path):
    help_text = run(tmp_path, "serve", "--help").stdout
    flags = set(re.findall(r"^  (--[a-z-]+)", help_text, re.M)) - {"--version", "--help"}
    settings = set(config(tmp_path)) - OTHERS
    assert flags == {flag(name) for name in settings}
    assert settings == {*VALUES, *SWITCHES, "config"}


def shown(name, value):
    return "(hidden)" if name in SECRETS else value


@pytest.mark.parametrize("name", VALUES)
def test_who_wins(name, tmp_path):
    first, second = VALUES[name]
    assert config(tmp_path)[name]["origin"] == "default"
    (tmp_path / "smartcollect.yaml").write_text(f"# Ours.\n{name}: {second}\n")
    assert config(tmp_path)[name] == {
        "value": shown(name, second), "origin": "smartcollect.yaml, line 2, column 1"}
    given = config(tmp_path, **{variable(name): first})[name]
    assert given == {"value": shown(name, first), "origin": variable(name)}
    given = config(tmp_path, flag(name), second, **{variable(name): first})[name]
    assert given == {"value": shown(name, second), "origin": flag(name)}


@pytest.mark.parametrize("name", sorted(SWITCHES))
def test_who_wins_over_a_switch(name, tmp_path):
    (tmp_path / "smartcollect.yaml").write_text(f"{name}: true\n")
    assert config(tmp_path)[name]["value"] == "true"
    assert config(tmp_path, **{variable(name): "false"})[name]["value"] == "false"
    given = config(tmp_path, flag(name), **{variable(name): "false"})[name]
    assert given == {"value": "true", "origin": flag(name)}


def test_a_list_in_the_file(tmp_path):
    (tmp_path / "ours.json").write_text('{"allow_host": ["a.example", "b.example"]}')
    assert config(tmp_path, "--config", "ours.json")["allow_host"]["value"] == "a.example,b.example"


@pytest.mark.parametrize("text, words", [
    ("port: 1\nprot: 2\n", "line 2, column 1: there is no setting prot"),
    ("port:\n  - 1\n", "line 2, column 3: port takes"),
    ("port: 70000\n", "line 1, column 1: The value '70000'"),
    ("log_level: loud\n", "line 1, column 1: The value 'loud'"),
    ("quiet: maybe\n", "line 1, column 1: quiet is true or false"),
    ("port: 1\nport: 2\n", "line 2, column 1: the name \"port\" stands here twice"),
    ("- port\n", "a name and a value"),
    ("port: '1\n", "line "),
    ("config: other.yaml\n", "there is no setting config"),
], ids=str)
@pytest.mark.parametrize("verb", ["serve", "config"])
def test_a_file_that_is_wrong(verb, text, words, tmp_path):
    (tmp_path / "smartcollect.yaml").write_text(text)
    done = run(tmp_path, verb)
    assert (done.returncode, done.stdout) == (64, "")
    assert "smartcollect.yaml, " in done.stderr and words in done.stderr


def test_a_file_that_is_not_there(tmp_path):
    done = run(tmp_path, "config", "--config", "none.yaml")
    assert done.returncode == 64
    assert "none.yaml" in done.stderr


@pytest.mark.parametrize("name, value", [
    ("SMARTCOLLECT_PORT", "many"), ("SMARTCOLLECT_QUIET", "maybe"),
    ("SMARTCOLLECT_DURABILITY", "some")], ids=str)
def test_a_variable_that_is_wrong(name, value, tmp_path):
    done = run(tmp_path, "serve", **{name: value})
    assert (done.returncode, done.stdout) == (64, "")
    assert name in done.stderr


def test_secrets_are_not_shown(tmp_path):
    (tmp_path / "smartcollect.yaml").write_text("secret: cedar-secret\n")
    done = run(tmp_path, "config", "--webhook-secret", "orchid-secret")
    assert done.returncode == 0
    assert "orchid-secret" not in done.stdout and "cedar-secret" not in done.stdout


def test_the_file_is_what_serve_goes_by(tmp_path):
    (tmp_path / "smartcollect.yaml").write_text("port: 0\nhost: 127.0.0.1\nquiet: true\n")
    process = subprocess.Popen(
        [binary()], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=tmp_path,
        env=environment())
    try:
        assert re.fullmatch(r"ready on http://127\.0\.0\.1:\d+\n", process.stdout.readline())
    finally:
        process.terminate()
        assert process.wait(5) == 0
        process.stdout.close()


def test_the_log_as_json(tmp_path):
    process = subprocess.Popen(
        [binary(), "serve", "--port", "0", "--log-format", "json", "--log-level", "debug"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment())
    ready = next(line for line in process.stdout if line.startswith("ready on "))
    process.terminate()
    _, log = process.communicate(timeout=10)
    lines = [json.loads(line) for line in log.splitlines()]
    assert all({"time", "level", "message"} <= set(line) for line in lines)
    listening = next(line for line in lines if line["message"].startswith("listening on"))
    assert listening["level"] == "debug"
    assert listening["message"].removeprefix("listening on ") in ready
