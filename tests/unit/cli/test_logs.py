"""Tracebacks in the log."""

import io
import sys

from largesse.cli.logs import without_rows

FAULT = "violates check\nDETAIL:  Failing row contains (王思远, a\nb)."


def broken():
    raise ValueError(FAULT)


def wrapped():
    try:
        broken()
    except ValueError as error:
        raise RuntimeError(str(error)) from error


def test_a_traceback_tells_the_fault_and_not_the_row_it_was_about():
    out = io.StringIO()
    try:
        wrapped()
    except RuntimeError:
        without_rows(out, sys.exc_info())
    told = out.getvalue()
    assert "ValueError: violates check" in told
    assert "RuntimeError: violates check" in told
    assert "in broken" in told
    assert "王思远" not in told
