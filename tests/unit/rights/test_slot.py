"""One slot: its words, what hides it, what is laid over the rules; how far a place is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from largesse.kernel.errors import Malformed
from largesse.rights.places.place import distance_m, zone_given
from largesse.rights.slots.hours import Opening
from largesse.rights.slots.slot import Slot, Taken, Terms, merged, offered

DOCTOR = uuid4()
NINE = datetime(2026, 12, 7, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
SLOT = Slot(DOCTOR, NINE, NINE + HOUR, 2)
TERMS = Terms(minutes=30, notice_minutes=60, horizon_days=30)
GIVEN = Opening(DOCTOR, NINE, NINE + HOUR, 2, {})
ROW = Taken(uuid4(), DOCTOR, NINE, NINE + HOUR, 2, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "status", "left"),
    [
        ({}, "free", 2),
        ({"booked": 1}, "free", 1),
        ({"booked": 2}, "busy", 0),
        ({"booked": 1, "held": 1}, "busy-tentative", 0),
        ({"blocked": 2}, "busy-unavailable", 0),
        ({"blocked": 1, "booked": 1}, "busy", 0),
        ({"open": False}, "entered-in-error", 0),
        ({"open": False, "booked": 1}, "busy", 0),
        ({"booked": 3}, "busy", 0),
    ],
)
def test_a_slot_is_called_by_what_is_taken_of_it(counts, status, left):
    slot = replace(SLOT, **counts)
    assert (slot.status, slot.left) == (status, left)


def test_a_slot_is_offered_neither_too_soon_nor_too_far_nor_too_short():
    assert offered(SLOT, TERMS, NINE - HOUR)
    assert not offered(SLOT, TERMS, NINE - HOUR + timedelta(seconds=1))
    assert not offered(SLOT, replace(TERMS, notice_minutes=0), NINE)
    assert not offered(SLOT, TERMS, NINE - timedelta(days=31))
    assert not offered(SLOT, replace(TERMS, minutes=61), NINE - HOUR)
    assert not offered(replace(SLOT, open=False), TERMS, NINE - HOUR)


def test_what_is_taken_is_laid_over_what_rules_give():
    assert merged([GIVEN], [])[0].id is None
    (slot,) = merged([GIVEN], [replace(ROW, booked=1)])
    assert (slot.id, slot.left) == (ROW.id, 1)


def test_a_slot_in_use_hides_what_would_overlap_it_and_an_unused_one_nothing():
    half = timedelta(minutes=30)
    moved = replace(ROW, starts_at=NINE + half, ends_at=NINE + half + HOUR)
    assert [one.open for one in merged([GIVEN], [moved])] == [True]
    (slot,) = merged([GIVEN], [replace(moved, booked=1)])
    assert (slot.open, slot.starts_at) == (False, NINE + half)


def test_distances_are_those_of_the_globe():
    shanghai, beijing = (31_230_400, 121_473_700), (39_904_200, 116_407_400)
    assert distance_m(shanghai, shanghai) == 0
    assert abs(distance_m(shanghai, beijing) - 1_067_000) < 3_000
    assert distance_m((0, 179_900_000), (0, -179_900_000)) < 23_000


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Asia/Shanghai\0"])
def test_a_zone_that_is_none_is_refused(zone):
    with pytest.raises(Malformed):
        zone_given(zone)
    assert zone_given("Europe/London") == "Europe/London"
