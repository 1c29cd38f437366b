"""Where an activity stands and what may happen next."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.activities.documents.document import Window
from largesse.activities.lifecycle.lifecycle import (
    ARROWS,
    RevisionWrongState,
    WindowOver,
    WrongState,
    expect,
    moved,
    moves,
    published,
    ticked,
)

NOW = datetime(2026, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def between(starts, ends, zone="Asia/Shanghai"):
    return Window(starts, ends, zone)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("unpublished", ()),
        ("scheduled", ("end",)),
        ("running", ("pause", "halt", "end")),
        ("paused", ("resume", "halt", "end")),
        ("halted", ("end",)),
        ("ended", ()),
        ("settling", ()),
        ("archived", ()),
    ],
)
def test_people_may_only_move_an_activity_along_its_arrows(state, allowed):
    assert moves(state) == allowed
    for move in ("pause", "resume", "halt", "end"):
        if move in allowed:
            assert moved(state, move) in ARROWS[state]
        else:
            with pytest.raises(WrongState):
                moved(state, move)


@pytest.mark.parametrize(
    ("state", "starts", "expected"),
    [
        ("unpublished", NOW, "running"),
        ("unpublished", NOW + HOUR, "scheduled"),
        ("scheduled", NOW - HOUR, "running"),
        ("running", NOW + HOUR, "running"),
        ("paused", NOW - HOUR, "paused"),
    ],
)
def test_a_published_activity_runs_once_its_window_has_begun(state, starts, expected):
    assert published(state, between(starts, NOW + 2 * HOUR), NOW) == expected


@pytest.mark.parametrize("state", ["halted", "ended", "settling", "archived"])
def test_what_is_over_is_not_published_again(state):
    with pytest.raises(WrongState):
        published(state, between(NOW, NOW + HOUR), NOW)


def test_the_end_of_a_window_is_not_part_of_it():
    with pytest.raises(WindowOver):
        published("unpublished", between(NOW - HOUR, NOW), NOW)


@pytest.mark.parametrize(
    ("zone", "told"), [("Asia/Shanghai", "2026-09-20 08:00"), ("Europe/London", "2026-09-20 01:00")]
)
def test_the_end_of_a_window_is_told_in_the_activitys_own_zone(zone, told):
    with pytest.raises(WindowOver) as over:
        published("unpublished", between(NOW - HOUR, NOW, zone), NOW)
    assert over.value.ends_at == told


@pytest.mark.parametrize(
    ("state", "starts", "ends", "expected"),
    [
        ("scheduled", NOW, NOW + HOUR, "running"),
        ("scheduled", NOW + HOUR, NOW + 2 * HOUR, "scheduled"),
        ("scheduled", NOW - 2 * HOUR, NOW, "ended"),
        ("running", NOW - HOUR, NOW, "ended"),
        ("running", NOW - HOUR, NOW + HOUR, "running"),
        ("paused", NOW - HOUR, NOW, "ended"),
        ("halted", NOW - HOUR, NOW, "halted"),
    ],
)
def test_the_clock_starts_and_ends_and_does_nothing_else(state, starts, ends, expected):
    assert ticked(state, starts, ends, NOW) == expected


def test_a_revision_is_acted_on_only_where_the_act_begins():
    expect("draft", "draft")
    with pytest.raises(RevisionWrongState):
        expect("in_review", "draft")
