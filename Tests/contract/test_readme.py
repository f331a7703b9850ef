"""Every command of the README is run, and prints what the README says it prints.

The commands stand in blocks marked `console`, each behind `$ `, its output below it. They are run
in one shell, in order, against a server whose chance and clock are given, so that even the ids are
the printed ones. UPDATE_README=1 writes what they print into the README instead.
"""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

from sandbox import ROOT, Server, binary, environment

README = ROOT / "README.md"
PORT = "4210"
SEED = ["--random-seed", "4210", "--clock", "1790371789"]
MARK = "----8<----"


def blocks(text):
    """The console blocks: where each begins and ends, without the fences."""
    return [match.span(1) for match in re.finditer(r"^```console\n(.*?)^```$", text, re.M | re.S)]


def commands(block):
    """The commands of a block with the output that is printed below each."""
    steps = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif line.startswith("> ") and steps and not steps[-1][1]:
            steps[-1] = (steps[-1][0] + "\n" + line[2:], [])
        else:
            steps[-1][1].append(line)
    return steps


@pytest.fixture(scope="module")
def story():
    server = Server(*SEED)
    yield server
    server.stop()


def run(script, server, folder):
    folder = pathlib.Path(folder)
    shutil.copy(binary(), folder / "smartcollect")
    variables = {**environment(), "SMARTCOLLECT_URL": server.url,
                 "PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C"}
    done = subprocess.run(["bash", "-c", script.replace(f":{PORT}", f":{server.port}")], cwd=ROOT,
                          env=variables, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.replace(f":{server.port}", f":{PORT}").split(MARK + "\n")[1:], done.stderr


def test_the_readme_is_true(story, tmp_path):
    text = README.read_text()
    steps = [step for start, end in blocks(text) for step in commands(text[start:end])]
    assert steps, "the README tells no story"
    script = "exec 2>&1\n" + "".join(f"echo '{MARK}'\n{command}\n" for command, _ in steps)
    outputs, complaint = run(script, story, tmp_path)
    assert len(outputs) == len(steps), complaint
    if os.environ.get("UPDATE_README"):
        return rewrite(text, outputs)
    for (command, printed), output in zip(steps, outputs):
        assert output.splitlines() == printed, command


def rewrite(text, outputs):
    outputs = iter(outputs)
    fresh = [
        "".join(
            "".join(("$ " if n == 0 else "> ") + line + "\n"
                    for n, line in enumerate(command.split("\n"))) + next(outputs)
            for command, _ in commands(text[start:end]))
        for start, end in blocks(text)]
    for (start, end), block in reversed(list(zip(blocks(text), fresh))):
        text = text[:start] + block + text[end:]
    README.write_text(text)
