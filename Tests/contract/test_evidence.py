"""The page of evidence is what the tests and the list of endpoints make of it."""

import subprocess
import sys

from evidence import HERE, PAGE


def test_the_page_is_current():
    written = subprocess.run([sys.executable, "evidence.py", "--check"], cwd=HERE,
                             capture_output=True, text=True, timeout=120)
    assert written.returncode == 0, (
        f"make evidence writes another {PAGE.name}\n{written.stdout}{written.stderr}")
