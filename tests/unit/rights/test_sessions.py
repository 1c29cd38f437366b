"""Sessions of a provider's calendar: what a notice means for a booking, and which session can be had."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.rights.bookings.session import Session, can_be_had, next_of
from largesse.rights.bookings.session_facts import told_of
from largesse.rights.bookings.session_words import times_of
from largesse.rights.order_events.order_event import Attended, CaseNote, Report, Sits
from largesse.rights.slots.slot import Terms

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
TERMS = Terms(60, 120, 10)


def report(kind, **about):
    return Report(
        installation=UUID(int=1), kind=kind, at=NOW, event_id="e", provider_ref="r", order_ref=None, **about
    )


SITS = Sits(place="P", slot="P@1", start=NOW, end=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (report("session_moved", session=SITS), "moved"),
        (report("session_moved"), None),
        (report("session_cancelled"), "gone"),
        (report("cancelled"), "gone"),
        (report("refunded"), "gone"),
        (report("attendance", attendance=Attended(state="attended")), "came"),
        (report("attendance", attendance=Attended(state="partial")), "came"),
        (report("attendance", attendance=Attended(state="absent")), "absent"),
        (report("case_closed", case=CaseNote(closed="served")), "came"),
        (report("case_closed", case=CaseNote(closed="withdrawn")), "gone"),
        (report("used"), "came"),
        (report("report_ready"), None),
        (report("issued"), None),
        (report("unknown"), None),
    ],
)
def test_what_a_notice_means_for_the_booking(told, what):
    assert told_of(told) == what


def session(hours, free=1):
    starts_at = NOW + timedelta(hours=hours)
    return Session(f"s{hours}", starts_at, starts_at + timedelta(minutes=20), free)


def test_what_is_full_too_soon_or_too_far_cannot_be_had_and_its_length_is_the_providers():
    assert [can_be_had(session(hours), TERMS, NOW) for hours in (1, 2, 240, 241)] == [
        False,
        True,
        True,
        False,
    ]
    assert not can_be_had(session(5, free=0), TERMS, NOW)
    found = [session(hours, free) for hours, free in ((1, 1), (3, 0), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1))]
    assert [one.ref for one in next_of(found, TERMS, NOW, found[3].starts_at)] == ["s4", "s6", "s7"]


def test_times_are_told_by_the_clock_at_the_place():
    slots = ["rsc_1@2026-12-01T23:30:00+00:00", "rsc_1@2026-12-02T00:30:00+00:00"]
    assert times_of(slots, "Asia/Shanghai") == "12-02 07:30, 12-02 08:30"
    assert times_of([], "Asia/Shanghai") == ""
