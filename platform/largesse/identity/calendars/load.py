"""Load a calendar's file: looked at first, then kept as a version.

Invariant   nothing is kept of a file that is wrong anywhere; the same content is kept once
"""

from dataclasses import asdict, dataclass
from typing import Any

from largesse.identity.calendars.calendar_file import BYTES_MAX, CalendarFile, read_calendar
from largesse.identity.calendars.records import Calendar, CalendarId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import name_given
from largesse.store.work import Tx, Work

_HELD = "select pg_advisory_xact_lock(hashtextextended('identity.calendars', 0))"


@dataclass(frozen=True)
class CalendarWrong(Refusal):
    """The file is wrong in so many lines; look at it to see each."""

    code = "identity.calendar_wrong"
    lines: int
    first_line: int
    path: str | None = "text"


@dataclass(frozen=True)
class CalendarKept(Refusal):
    """The same days were loaded before, as this version."""

    code = "identity.calendar_kept"
    version: int
    path: str | None = "text"


@dataclass(frozen=True, kw_only=True)
class LoadCalendar(Ask):
    """A calendar's file."""

    text: str = asked("The file's text.")
    file_name: str = asked("What the file is called.", default="")


@dataclass(frozen=True)
class CalendarLoaded:
    """The version that holds from now on for the days it covers."""

    calendar: CalendarId
    version: int


def calendar_text(text: str) -> CalendarFile:
    """Read a file's text.

    Raises:
        Malformed: ``kernel.malformed`` at ``text``: it is too long.
    """
    if len(text.encode()) > BYTES_MAX:
        raise Malformed(because("identity.reason.calendar_size", most=BYTES_MAX // 1024), "text")
    return read_calendar(text)


async def load_calendar(ask: LoadCalendar, *, actor: Actor, work: Work) -> CalendarLoaded:
    """Keep a file as the newest version.

    Raises:
        CalendarWrong: ``identity.calendar_wrong``.
        CalendarKept: ``identity.calendar_kept``.
    """
    actor.must("identity.load_calendar")
    file = calendar_text(ask.text)
    if file.wrong or file.first is None or file.last is None:
        lines = [one.line for one in file.wrong]
        raise CalendarWrong(len(lines), min(lines, default=1))
    name = name_given(ask.file_name, "file_name")[:200]
    async with work.begin(ask, actor, use="identity.load_calendar", answer=CalendarLoaded) as tx:
        if tx.earlier:
            return tx.earlier
        loaded = await _keep(tx, file, name)
        facts = {
            "version": loaded.version,
            "first": file.first.isoformat(),
            "last": file.last.isoformat(),
            "days": len(file.days),
        }
        tx.audit("identity.calendar_loaded", str(loaded.calendar), facts, org_unit=actor.unit)
        return await tx.done(loaded)


async def _keep(tx: Tx[Any], file: CalendarFile, name: str) -> CalendarLoaded:
    days = [{**asdict(one), "day": one.day.isoformat()} for one in sorted(file.days, key=lambda one: one.day)]
    content = digest({"first": str(file.first), "last": str(file.last), "days": days})
    await tx.value(_HELD)
    same = await Calendar.get_or_none(content_hash=content, using_db=tx.conn)
    if same is not None:
        raise CalendarKept(same.version)
    newest = await Calendar.all().using_db(tx.conn).order_by("-version").first()
    loaded = CalendarLoaded(CalendarId(new_id()), newest.version + 1 if newest else 1)
    await Calendar.create(
        using_db=tx.conn,
        id=loaded.calendar,
        version=loaded.version,
        first_day=file.first,
        last_day=file.last,
        days=days,
        source=file.source,
        file_name=name,
        content_hash=content,
        loaded_by=tx.actor.id,
        loaded_at=tx.now,
    )
    return loaded
