"""Cases as tables."""

import pytest


def table(names, *rows):
    """Parametrizes by rows whose first cell names the case."""
    return pytest.mark.parametrize(names, [row[1:] for row in rows], ids=[row[0] for row in rows])


def refused(answer, words, status=400):
    assert (answer.status, answer.error["description"]) == (status, words), answer
