"""Selecting by RFC 3797 gives what the RFC gives, on the command line too; what makes no sense is refused."""

import hashlib

import pytest
from tests.kit import ready

from largesse.kernel.errors import Broken
from largesse.play.selection.rfc3797 import COUNT_MAX, selected

# RFC 3797, section 6: the key string, and the sixteen of twenty-five whom the reference program selects.
KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"
SELECTED = [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]
FIRST_HASH = "990DD0A5692A029A98B5E01AA28F3459"
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def run(*words):
    return ready.run("draw", "select", *words, env=BARE)


def told(text):
    """Give what was printed without the frame around it."""
    return " ".join(text.replace("│", " ").split())


def test_the_worked_example_of_the_rfc_comes_out():
    assert hashlib.md5(b"\0\0" + KEY.encode() + b"\0\0").hexdigest().upper() == FIRST_HASH
    assert selected(KEY, 25, 16) == SELECTED


def test_nobody_moves_when_more_are_asked_for_and_in_the_end_everybody_is_selected_once():
    whole = selected(KEY, 25, 25)
    assert whole[:16] == SELECTED
    assert sorted(whole) == list(range(1, 26))
    assert selected(KEY, 25, 0) == []
    assert selected(KEY, 1, 1) == [1]


@pytest.mark.parametrize("pool", [2, 7, 100, 999])
def test_a_pool_that_shrinks_is_counted_as_by_striking_names_off_a_list(pool):
    left, struck = list(range(1, pool + 1)), []
    for nr in range(pool):
        counter = nr.to_bytes(2, "big")
        number = int(hashlib.md5(counter + KEY.encode() + counter).hexdigest(), 16)
        struck.append(left.pop(number % len(left)))
    assert selected(KEY, pool, pool) == struck


@pytest.mark.parametrize(
    "wrong",
    [("", 5, 1), ("七", 5, 1), ("a\n", 5, 1), (KEY, 0, 0), (KEY, 5, 6), (KEY, 5, -1), (KEY, 10**8, 1)],
)
def test_what_lies_outside_the_bounds_is_refused(wrong):
    with pytest.raises(Broken):
        selected(*wrong)
    with pytest.raises(Broken):
        selected(KEY, 10**6, COUNT_MAX + 1)


def test_the_command_prints_them_one_a_line_without_a_database():
    done = run("--key", KEY, "--pool", "25", "--count", "16")
    assert (done.returncode, done.stderr) == (0, "")
    assert [int(line) for line in done.stdout.splitlines()] == SELECTED


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--key", "", "--pool", "25", "--count", "1"), "--key"),
        (("--key", "抽签", "--pool", "25", "--count", "1"), "--key"),
        (("--key", KEY, "--pool", "0", "--count", "1"), "--pool"),
        (("--key", KEY, "--pool", "ten", "--count", "1"), "--pool"),
        (("--key", KEY, "--pool", "25", "--count", "26"), "--count"),
        (("--key", KEY, "--pool", "25", "--count", "0"), "--count"),
        (("--key", KEY, "--pool", "25"), "--count"),
    ],
)
def test_a_refusal_names_the_option(words, option):
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert option in told(done.stderr)
    assert not [other for other in {"--key", "--pool", "--count"} - {option} if other in told(done.stderr)]
