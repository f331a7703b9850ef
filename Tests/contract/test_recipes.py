"""`env`: how a client is pointed at the sandbox. Python's recipe runs; the others are checked."""

import os
import shutil
import subprocess
import sys

import pytest

from sandbox import ROOT, binary, environment, running

CLIENTS = ("python", "node", "go", "java", "php", "ruby", "dotnet", "cli")


def env(*arguments, **variables):
    done = subprocess.run(
        [binary(), "env", *arguments], capture_output=True, text=True, check=False, timeout=30,
        env={**environment(), **variables})
    assert done.returncode == 0, done.stderr
    return done


def exported(client, *flags, **variables):
    """What a shell's environment has more of once it has taken the exports in."""
    script = f'eval "$("{binary()}" env {client} {" ".join(flags)} 2>/dev/null)"; env -0'
    kept = {k: v for k, v in environment().items() if k.lower() != "no_proxy"}
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, check=True, timeout=30,
        env={**kept, **variables})
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if "=" in line)


@pytest.mark.parametrize("client", CLIENTS)
def test_standard_output_has_exports_alone(client):
    done = env(client)
    lines = done.stdout.splitlines()
    assert lines and all(line.startswith("export ") for line in lines)
    assert env(client, "--code").stdout.strip() == done.stderr.strip()


@pytest.mark.parametrize("client", CLIENTS)
def test_the_readme_shows_the_code(client):
    code = env(client, "--code").stdout.strip()
    assert f"\n{code}\n```\n" in (ROOT / "README.md").read_text()


def test_an_export_keeps_what_it_is_given():
    secret = "it's \"$HOME\" `id` \\"
    given = exported("ruby", "--url", "http://127.0.0.1:9", SMARTCOLLECT_SECRET=secret)
    assert given["RAZORPAY_BASE_URL"] == "http://127.0.0.1:9"
    assert given["RAZORPAY_KEY_ID"] == "rzp_test_sandbox"
    assert given["RAZORPAY_KEY_SECRET"] == secret


def test_no_proxy_is_added_to():
    assert exported("python")["NO_PROXY"] == "localhost,127.0.0.1"
    assert exported("python", NO_PROXY="a.example")["NO_PROXY"] == "a.example,localhost,127.0.0.1"


def test_the_port_of_the_settings():
    assert "'http://127.0.0.1:4300'" in env("go", SMARTCOLLECT_PORT="4300").stdout


def test_python_runs(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(env("python", "--code").stdout + """
account = client.virtual_account.create({"receivers": {"types": ["bank_account"]}})
print(account["id"])
""")
    with running() as server:
        variables = exported("python", "--url", server.url, http_proxy="http://127.0.0.1:9")
        done = subprocess.run(
            [sys.executable, program], capture_output=True, text=True, check=False, timeout=60,
            env={**os.environ, **variables})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("va_")


CHECKS = {
    "node": ("js", ["node", "--check"]), "php": ("php", ["php", "-l"]),
    "ruby": ("rb", ["ruby", "-c"]), "go": ("go", ["gofmt", "-e", "-d"]), "cli": ("sh", ["sh", "-n"]),
}


@pytest.mark.parametrize("client", CHECKS)
def test_the_code_is_well_formed(client, tmp_path):
    ending, command = CHECKS[client]
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not here")
    path = tmp_path / f"recipe.{ending}"
    path.write_text(env(client, "--code").stdout)
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_java_is_well_formed(tmp_path):
    """Without the libraries all that a compiler may miss are names of theirs."""
    if not shutil.which("javac"):
        pytest.skip("javac is not here")
    path = tmp_path / "SandboxClient.java"
    path.write_text(env("java", "--code").stdout)
    done = subprocess.run(
        ["javac", "-d", tmp_path, path], capture_output=True, text=True, check=False, timeout=60)
    errors = [line for line in done.stderr.splitlines() if ": error: " in line]
    unknown = ("does not exist", "cannot find symbol")
    assert all(line.endswith(unknown) for line in errors), done.stderr
