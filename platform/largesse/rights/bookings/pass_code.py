"""What a booking's QR code holds: its id and a seal over it, so that nobody makes one up.

Words       *pass* ``LB1.<booking>.<22 hex digits>``; it stays the same, for a booking is checked in once
Source      RFC 2104
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.records import BookingId
from largesse.rights.codes.reading import read_code
from largesse.store.keys import derived


@dataclass(frozen=True)
class PassUnknown(Refusal):
    """What was scanned is no booking of the house's."""

    code = "rights.pass_unknown"
    path: str | None = "code"


@cache
def _key() -> bytes:
    return derived("rights.pass")


def pass_of(booking: UUID) -> str:
    """Give what the QR code of a booking holds."""
    return f"LB1.{text_id(BOOKING, booking)}.{_seal(booking)}"


def booking_in(scanned: str) -> BookingId:
    """Find the booking in what was scanned, however the scanner sent it.

    Raises:
        PassUnknown: ``rights.pass_unknown``.
    """
    found = read_code(scanned)
    if found.kind != "pass":
        raise PassUnknown
    _, named, seal = found.code.split(".")
    booking = parse_id(BOOKING, named, "code")
    if not hmac.compare_digest(seal, _seal(booking)):
        raise PassUnknown
    return BookingId(booking)


def _seal(booking: UUID) -> str:
    return hmac.new(_key(), booking.bytes, hashlib.sha256).hexdigest()[:22]
