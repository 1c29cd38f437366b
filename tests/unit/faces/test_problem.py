"""The status of an error follows from its family, and nothing of a bug is shown but its trace."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from largesse.faces.problem import problem_of, retry_after_s, status_of
from largesse.kernel.clock import now
from largesse.kernel.errors import (
    Broken,
    Contended,
    KeyReused,
    Malformed,
    Missing,
    Refusal,
    TooMany,
    TooMuch,
    TooOften,
)
from largesse.kernel.reasons import because, characters


class Closed(TooOften):
    """A leaf of a family, with no table entry of its own."""

    code = "tests.closed"

    def __init__(self, retry_at):
        self.retry_at = retry_at


@dataclass(frozen=True)
class Gone(Missing):
    """Another."""

    code = "tests.gone"
    thing: int


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (KeyReused("k"), 422),
        (Malformed(because("kernel.reason.file")), 400),
        (TooMuch(because("kernel.reason.depth", most=10)), 400),
        (Gone(1), 404),
        (Closed(None), 429),
        (Contended(), 503),
        (Broken("x"), 500),
        (ZeroDivisionError(), 500),
        (Refusal, 422),
    ],
    ids=repr,
)
def test_a_status_follows_from_the_family(error, status):
    assert status_of(error) == status


def test_a_problem_says_what_its_error_says():
    problem = problem_of(Malformed(characters(1, 60), "code"), "en", "t")
    assert (problem.code, problem.path, problem.trace) == ("kernel.malformed", "code", "t")
    assert problem.facts == {"reason": "kernel.reason.characters", "least": 1, "most": 60}
    assert problem.message == "Something is not filled in correctly: 1 to 60 characters"


def test_of_a_bug_only_the_trace_is_shown():
    problem = problem_of(ZeroDivisionError("hunter2"), "en", "t0")
    assert (problem.code, problem.facts, problem.path) == ("kernel.broken", {}, None)
    assert "hunter2" not in problem.message
    assert "t0" in problem.message


def test_when_to_try_again_is_said_where_it_is_known():
    assert retry_after_s(TooMany(7)) == 7
    assert retry_after_s(Contended()) == 1
    assert 58 <= retry_after_s(Closed(now() + timedelta(seconds=60))) <= 60
    assert retry_after_s(Closed(now() - timedelta(seconds=60))) == 1
    assert retry_after_s(Gone(1)) is None
