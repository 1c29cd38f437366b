"""Time: aware UTC in code; days, weeks and months are counted in a named zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Give this instant, aware and in UTC."""
    return datetime.now(UTC)


def day_in(at: datetime, zone: str) -> date:
    """Give the calendar day of an instant in an IANA zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def moment_in(at: datetime, zone: str) -> str:
    """Write an instant as people read it in an IANA zone: day and second."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")


def minute_in(at: datetime, zone: str) -> str:
    """Write an instant as people read it in an IANA zone: day and minute."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def week_in(at: datetime, zone: str) -> date:
    """Give the Monday that begins the week of an instant."""
    return monday_of(day_in(at, zone))


def monday_of(day: date) -> date:
    """Give the Monday that begins the week of a day."""
    return day - timedelta(days=day.weekday())


def month_in(at: datetime, zone: str) -> date:
    """Give the first day of the month of an instant."""
    return day_in(at, zone).replace(day=1)


def day_starts(day: date, zone: str) -> datetime:
    """Give the UTC instant at which a local calendar day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def time_in(day: date, time: str, zone: str) -> datetime:
    """Give the UTC instant of a time of day, ``HH:MM``, in an IANA zone; the first where clocks go back."""
    hour, minute = (int(part) for part in time.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)
