"""When a message may go out: never in the quiet hours, never once it has lost its use. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Quiet:
    """From when to when nobody is disturbed, on the wall clock of a zone; ``until`` not included."""

    since: time
    until: time
    zone: str


def quiet_of(written: str, zone: str) -> Quiet | None:
    """Read ``21:00-08:00``; None where nothing is written: then there are no quiet hours."""
    since, _, until = written.partition("-")
    if not since.strip():
        return None
    return Quiet(time.fromisoformat(since.strip()), time.fromisoformat(until.strip()), zone)


def waking(at: datetime, quiet: Quiet | None) -> datetime:
    """Give the next instant at which a message may go out: at once, or when the quiet hours end."""
    if quiet is None:
        return at
    wall = at.astimezone(ZoneInfo(quiet.zone))
    clock, over_night = wall.time(), quiet.since > quiet.until
    inside = clock >= quiet.since or clock < quiet.until if over_night else quiet.since <= clock < quiet.until
    if not inside:
        return at
    day = wall.date() + timedelta(days=1) if over_night and clock >= quiet.since else wall.date()
    return datetime.combine(day, quiet.until, ZoneInfo(quiet.zone)).astimezone(at.tzinfo)
