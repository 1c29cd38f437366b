"""A phone tells where it is: at a place, at none, or too vaguely to say."""

import pytest
from tests.unit.play.test_scan_codes import AT, HERE

from largesse.activities.triggers.geo_checkin import GEO_CHECKIN, Area
from largesse.play.positions.position import ACCURACY_M, Far, Position, Vague, met, position_of
from largesse.play.triggers.geo_checkin import (
    PLACE,
    POSITION,
    PositionFar,
    PositionMissing,
    PositionVague,
    posted,
    read,
    tried,
    trusted,
)
from largesse.play.triggers.proved import Playing

BUND = Area("bund", {"zh-CN": "外滩"}, 31_239_700, 121_489_500, 200)
TOWER = Area("tower", {"zh-CN": "陆家嘴"}, 31_236_900, 121_501_500, 100)
ON = {
    "kind": GEO_CHECKIN.name,
    "places": [
        {"id": one.id, "title": one.title, "radius_m": one.radius_m}
        | {"latitude_e6": one.latitude_e6, "longitude_e6": one.longitude_e6}
        for one in (BUND, TOWER)
    ],
}
METRE_E6 = 8.9932  # of latitude, on the sphere that the house measures on


def north_of(area, metres, accuracy_m=10.0):
    """Give the position of a phone so many metres north of a place's point."""
    return Position((area.latitude_e6 + round(metres * METRE_E6), area.longitude_e6), accuracy_m)


@pytest.mark.parametrize(
    ("metres", "accuracy_m", "told"),
    [
        (0, 10, "bund"),
        (199, 0, "bund"),
        (205, 10, "bund"),  # it may be there
        (215, 10, Far(220)),
        (1_000, 10, Far(1_000)),
        (0, 200, "bund"),  # no better is asked than the radius
        (0, 201, Vague(201)),
        (1_000, 900, Vague(900)),
        (5_000, 900, Far(5_000)),  # however vague, it is not there
    ],
)
def test_a_phone_is_at_a_place_where_it_may_be_there_and_tells_well_enough(metres, accuracy_m, told):
    assert met(north_of(BUND, metres, accuracy_m), [BUND]) == told


def test_at_a_small_place_a_position_is_good_enough_to_some_hundred_metres_as_under_a_roof():
    small = Area("small", {}, 0, 0, 50)
    assert met(north_of(small, 120, ACCURACY_M), [small]) == "small"
    assert met(north_of(small, 120, ACCURACY_M + 1), [small]) == Vague(ACCURACY_M + 1)


def test_of_several_places_the_one_whose_circle_is_nearest_counts():
    assert met(north_of(TOWER, 50), [BUND, TOWER]) == "tower"
    assert met(north_of(BUND, 150), [TOWER, BUND]) == "bund"
    wide = Area("wide", {}, 0, 0, 5_000)
    near = Area("near", {}, round(4_000 * METRE_E6), 0, 50)
    assert met(north_of(wide, 3_500), [near, wide]) == "wide"


def test_across_the_line_of_dates_near_is_near():
    fiji = Area("fiji", {}, -17_000_000, 179_999_500, 200)
    assert met(Position((-17_000_000, -179_999_500), 10), [fiji]) == "fiji"


def test_what_is_no_position_is_none():
    assert position_of(["31.2397", "121.4895", "12"]) == Position((31_239_700, 121_489_500), 12)
    nothing = ([], ["31.2", "121.4"], ["31.2", "121.4", "x"], ["nan", "121.4", "5"], ["31.2", "inf", "5"])
    wild = (["91", "0", "5"], ["0", "-181", "5"], ["0", "0", "-1"], ["", "", ""], ["1"] * 4)
    for said in (*nothing, *wild):
        assert position_of(said) is None, said


def test_the_place_is_kept_and_the_position_is_not():
    shown = read(ON, HERE, {POSITION: ["31.2397", "121.4895", "12.5"], "q1": ["a"]}, AT)
    assert (shown.given, shown.refusal) == ({"q1": ["a"], PLACE: ["bund"]}, None)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (["39.9042", "116.4074", "20"], PositionFar("1067.0")),
        (["31.2397", "121.4895", "3000"], PositionVague(3_000)),
        (["31.2397", "121.4895"], PositionMissing()),
        ([], PositionMissing()),
    ],
)
def test_a_refusal_keeps_nothing_of_where_the_phone_was(said, refusal):
    shown = read(ON, HERE, {POSITION: said, PLACE: ["bund"]}, AT)
    assert (shown.given, shown.refusal) == ({}, refusal)


def test_what_was_read_before_stands_and_a_dry_run_is_at_the_first_place():
    assert trusted(ON, {PLACE: ["tower"], "q1": ["a"]}).given == {PLACE: ["tower"], "q1": ["a"]}
    assert trusted(ON, {POSITION: ["31", "121", "5"]}).refusal == PositionMissing()
    assert tried(ON, {"q1": ["a"]}) == {"q1": ["a"], PLACE: ["bund"]}
    assert posted(ON, Playing(HERE.activity, "x"), AT) == ()
