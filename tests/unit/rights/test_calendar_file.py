"""A booking as a calendar file: the same UID, a SEQUENCE that counts up, folded as the standard says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from largesse.rights.bookings.calendar_file import Entry, calendar_file

NINE = datetime(2026, 12, 7, 1, tzinfo=UTC)
ENTRY = Entry(
    "bkg_1@largesse",
    0,
    "茶; 品鉴, 上午",
    "世纪大道 1 号",
    "a\nb\\c",
    NINE,
    NINE + timedelta(hours=1),
    NINE,
    False,
)


def lines(entry):
    """Give the lines as a calendar reads them: unfolded."""
    return calendar_file(entry).replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_booking_is_published_and_a_cancelled_one_taken_away():
    found = lines(ENTRY)
    assert found[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Largesse//Booking//EN",
        "METHOD:PUBLISH",
    ]
    assert {"UID:bkg_1@largesse", "SEQUENCE:0", "STATUS:CONFIRMED", "DTSTART:20261207T010000Z"} <= set(found)
    gone = lines(replace(ENTRY, cancelled=True, sequence=2))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "UID:bkg_1@largesse", "SEQUENCE:2"} <= set(gone)
    assert "STATUS:TENTATIVE" in lines(replace(ENTRY, tentative=True))


def test_what_separates_values_is_escaped():
    found = lines(ENTRY)
    assert "SUMMARY:茶\\; 品鉴\\, 上午" in found
    assert "DESCRIPTION:a\\nb\\\\c" in found


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(title):
    data = calendar_file(replace(ENTRY, title=title))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(part.decode() for part in data.split(b"\r\n") if part)
