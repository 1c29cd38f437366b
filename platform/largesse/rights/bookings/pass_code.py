"""What a booking's QR code holds: its id and a seal over it, so that nobody makes one up.

Words       *pass* ``LB1.<booking>.<22 hex digits>``; it stays the same, for a booking is checked in once
Source      RFC 2104
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.records import BookingId
from largesse.store.keys import derived

_PASS = re.compile(r"lb1\.(bkg_[0-9a-z]{26})\.([0-9a-f]{22})")


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
    """Find the booking in what was scanned; letters in either case, with what a scanner sends behind them.

    Raises:
        PassUnknown: ``rights.pass_unknown``.
    """
    found = _PASS.search(re.sub(r"\s", "", scanned).casefold())
    if found is None:
        raise PassUnknown
    booking = parse_id(BOOKING, found[1], "code")
    if not hmac.compare_digest(found[2], _seal(booking)):
        raise PassUnknown
    return BookingId(booking)


def _seal(booking: UUID) -> str:
    return hmac.new(_key(), booking.bytes, hashlib.sha256).hexdigest()[:22]
