"""Cases as tables."""

import pytest


def table(names, *rows):
    """Parametrizes by rows whose first cell names the case."""
    cases = [pytest.param(*row[1:], id=row[0]) for row in rows]
    return pytest.mark.parametrize(names, cases)


def refused(answer, words, status=400):
    assert (answer.status, answer.error["description"]) == (status, words), answer
