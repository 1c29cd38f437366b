"""The code of a place: whose it is, for how long, and what is no code of it at all."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.play.place_codes.codes import KNOWN_WINDOWS, WINDOW_S, Spot, changes_at, code_of, found
from largesse.play.triggers.proved import Playing
from largesse.play.triggers.scan import (
    CODE,
    PLACE,
    SCAN,
    CodeElsewhere,
    CodeMissing,
    CodeMistyped,
    CodeOver,
    posted,
    read,
    tried,
    trusted,
)
from largesse.rights.codes.code12 import plausible, with_check

AT = datetime(2026, 12, 2, 14, 0, 30, tzinfo=UTC)  # in the middle of a window
WINDOW = timedelta(seconds=WINDOW_S)
HERE = Playing(UUID(int=1), "salon")
HALL, DESK = Spot(*HERE, "hall", rotates=True), Spot(*HERE, "desk", rotates=False)
ON = {
    "kind": SCAN.name,
    "places": [
        {"id": "hall", "title": {"zh-CN": "主会场"}, "rotates": True},
        {"id": "desk", "title": {"zh-CN": "签到台"}, "rotates": False},
    ],
}
SPOTS = (HALL, DESK)


def met(text, at=AT, playing=HERE):
    """Give what a client's text shows: the place that is kept, and why it starts nothing."""
    shown = read(ON, playing, {CODE: [text]}, at)
    return shown.given.get(PLACE), shown.refusal and type(shown.refusal)


def test_a_code_is_twelve_digits_with_their_check_digit_and_another_one_for_whatever_differs():
    changes = {"activity": UUID(int=2), "play": "tea", "place": "door", "rotates": False}
    others = [HALL._replace(**{name: value}) for name, value in changes.items()]
    codes = {code_of(spot, AT) for spot in (HALL, DESK, *others)}
    assert len(codes) == 6
    assert all(plausible(code) for code in codes)


def test_names_that_run_together_do_not_share_a_code():
    one, other = HALL._replace(play="a", place="b-c"), HALL._replace(play="a-b", place="c")
    assert code_of(one, AT) != code_of(other, AT)


def test_a_rotating_code_is_the_same_on_every_screen_of_a_minute_and_another_one_in_the_next():
    first = changes_at(AT) - WINDOW
    assert {code_of(HALL, first + timedelta(seconds=s)) for s in (0, 31, 59)} == {code_of(HALL, AT)}
    assert changes_at(AT) == datetime(2026, 12, 2, 14, 1, tzinfo=UTC)
    assert code_of(HALL, changes_at(AT)) != code_of(HALL, AT)


@pytest.mark.parametrize(
    ("windows", "fresh"),
    [(-2, None), (-1, True), (0, True), (1, True), (2, False), (59, False), (KNOWN_WINDOWS, None)],
)
def test_a_rotating_code_is_taken_in_its_minute_and_the_next_and_by_a_clock_that_is_a_minute_behind(
    windows, fresh
):
    there = found(SPOTS, code_of(HALL, AT), AT + windows * WINDOW)
    assert (there and there.fresh) is fresh
    assert there is None or there.place == "hall"


def test_a_code_that_stays_is_taken_at_any_time():
    code = code_of(DESK, AT)
    assert code_of(DESK, AT + timedelta(days=400)) == code
    assert found(SPOTS, code, AT + timedelta(days=400)).fresh


def test_the_lasting_code_of_a_place_that_rotates_opens_nothing():
    """Only the document makes a code stay."""
    assert found(SPOTS, code_of(HALL._replace(rotates=False), AT), AT) is None


def test_a_code_names_its_place_and_the_code_itself_is_not_kept():
    assert met(code_of(HALL, AT)) == (["hall"], None)
    assert met(code_of(DESK, AT)) == (["desk"], None)
    shown = read(ON, HERE, {CODE: [code_of(DESK, AT)], "q1": ["a"]}, AT)
    assert shown.given == {"q1": ["a"], PLACE: ["desk"]}


def test_a_code_is_read_as_it_was_typed_pasted_or_scanned():
    code = code_of(DESK, AT)
    wide = code.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    grouped = f"{code[:4]} {code[4:8]}-{code[8:]}"
    for text in (code, grouped, wide, f"https://bank.example/a/salon?c={code}", f"签到码：{grouped}。"):
        assert met(text) == (["desk"], None), text


def test_a_code_of_another_activity_play_or_of_a_place_that_went_is_refused_as_such():
    for spot in (HALL._replace(activity=UUID(int=2)), DESK._replace(play="tea"), DESK._replace(place="gone")):
        assert met(code_of(spot, AT)) == (None, CodeElsewhere)
    assert met(code_of(DESK, AT), playing=Playing(UUID(int=2), "salon")) == (None, CodeElsewhere)


def test_a_code_that_was_made_up_is_refused_and_a_slip_of_the_finger_is_told_apart():
    assert met(with_check(12345678901)) == (None, CodeElsewhere)
    code = code_of(DESK, AT)
    slip = code[:-1] + str((int(code[-1]) + 1) % 10)
    for text in (slip, code[:-1], code + "1", "abc", "十二位数字", "0" * 600):
        assert met(text) == (None, CodeMistyped), text
    for text in ("", "   "):
        assert met(text) == (None, CodeMissing)


def test_a_code_that_is_over_keeps_its_place_so_that_the_same_ask_is_the_same():
    code = code_of(HALL, AT)
    assert met(code, AT + 2 * WINDOW) == (["hall"], CodeOver)
    first, late = (read(ON, HERE, {CODE: [code]}, AT + n * WINDOW).given for n in (0, 2))
    assert first == late


def test_nobody_says_himself_where_he_is():
    shown = read(ON, HERE, {PLACE: ["desk"]}, AT)
    assert (dict(shown.given), type(shown.refusal)) == ({}, CodeMissing)
    assert met(with_check(1)) == (None, CodeElsewhere)
    forged = read(ON, HERE, {PLACE: ["desk"], CODE: [with_check(1)]}, AT)
    assert (dict(forged.given), type(forged.refusal)) == ({}, CodeElsewhere)


def test_what_was_read_before_stands_by_its_place_and_a_dry_run_is_at_the_first_one():
    assert trusted(ON, {PLACE: ["desk"], "q1": ["a"]}).given == {PLACE: ["desk"], "q1": ["a"]}
    assert type(trusted(ON, {CODE: [code_of(DESK, AT)]}).refusal) is CodeMissing
    assert tried(ON, {CODE: [""], "q1": ["a"]}) == {"q1": ["a"], PLACE: ["hall"]}


def test_staff_is_shown_each_places_code_and_when_it_changes():
    hall, desk = posted(ON, HERE, AT)
    assert (hall.code, hall.until) == (code_of(HALL, AT), changes_at(AT))
    assert (desk.code, desk.until, desk.title) == (code_of(DESK, AT), None, {"zh-CN": "签到台"})
