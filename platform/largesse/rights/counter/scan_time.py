"""When a scan without a net was made, whatever the device's clock says. Pure.

Words       *offset* what must be added to the device's clock; it is measured whenever the device has a net
Invariant   a token tells its own time, for the house made it; a device's clock only says how old it was, and
            only where it was not set anew since its offset was measured
Source      docs/explanation/counter.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from largesse.kernel.errors import Refusal
from largesse.rights.codes.code12 import WINDOW_S

OFFLINE_MAX = timedelta(hours=72)
TOKEN_HOLDS = timedelta(seconds=2 * WINDOW_S)
SKEW = timedelta(minutes=2)


@dataclass(frozen=True)
class ScanInFuture(Refusal):
    """The scan is said to have been made later than it came: the device's clock is wrong."""

    code = "rights.scan_in_future"


@dataclass(frozen=True)
class ScanTooOld(Refusal):
    """The scan lay on the device for longer than is booked by itself."""

    code = "rights.scan_too_old"
    hours: int


@dataclass(frozen=True)
class ShownTooOld(Refusal):
    """The QR code was older than it holds when it was scanned: a picture, or a page that stood still."""

    code = "rights.scan_of_old_token"


@dataclass(frozen=True)
class DeviceClock:
    """When a device scanned and when it sends, by its own clock, and the offset that was measured before."""

    scanned: datetime
    sent: datetime
    offset: timedelta | None

    def off(self, now: datetime) -> timedelta:
        """Give what must be added to the device's clock, by the offset of before if there is one."""
        return now - self.sent if self.offset is None else self.offset

    def set_anew(self, now: datetime) -> bool:
        """Whether the clock was set between the scan and now, so that it says nothing about the scan."""
        return self.offset is not None and abs(self.offset - (now - self.sent)) > SKEW

    def told_at(self, now: datetime) -> datetime:
        """Give when the device says that it scanned, on the house's clock."""
        return self.scanned + self.off(now)


def token_used_at(clock: DeviceClock, shown: datetime, now: datetime) -> datetime:
    """Give when a token was used that was made at ``shown``.

    Raises:
        ShownTooOld: ``rights.scan_of_old_token``.
    """
    told = clock.told_at(now)
    if not clock.set_anew(now) and told > shown + TOKEN_HOLDS + SKEW:
        raise ShownTooOld
    return min(max(told, shown), shown + TOKEN_HOLDS, now)


def digits_used_at(clock: DeviceClock, now: datetime) -> datetime:
    """Give when typed digits were used, which tell no time themselves.

    Raises:
        ScanInFuture: ``rights.scan_in_future``.
        ScanTooOld: ``rights.scan_too_old``.
    """
    told = clock.told_at(now)
    if clock.set_anew(now) or told > now + SKEW:
        raise ScanInFuture
    if told < now - OFFLINE_MAX:
        raise ScanTooOld(OFFLINE_MAX // timedelta(hours=1))
    return min(told, now)
