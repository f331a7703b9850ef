"""The two commands of the README: `make run` serves; `make test` is what runs this test."""

import os
import signal
import subprocess

from sandbox import ROOT, environment, unsanitized


def make(*arguments, **options):
    return subprocess.Popen(["make", "-s", *arguments], cwd=ROOT, text=True, env=environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@unsanitized("make run is not what is tested: it builds the release binary")
def test_make_run_serves():
    process = make("run", "ARGS=--port 0", start_new_session=True)
    try:
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("ready on "):
                break
        assert lines and lines[-1].startswith("ready on http://127.0.0.1:"), process.stderr.read()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def test_make_says_what_can_be_made():
    told, _ = make("help").communicate(timeout=30)
    for target in ("run", "test", "test-swift", "test-contract", "evidence", "dist", "format"):
        assert f"make {target} " in told
