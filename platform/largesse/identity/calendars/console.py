"""Calendars on the console face: what holds, its versions, and a file looked at before it is loaded."""

from datetime import date, datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.calendars.calendar_file import CalendarFile, Day
from largesse.identity.calendars.load import CalendarLoaded, calendar_text, load_calendar
from largesse.identity.calendars.reads import CalendarRow, calendar_rows, covered_until, days_left, spans
from largesse.identity.calendars.records import CALENDAR
from largesse.kernel.copy import in_locale, phrased
from largesse.kernel.ids import maybe_id, text_id


@strawberry.type(description="A day that is not as weekends say.")
class CalendarDay:
    """One day."""

    day: date = named("The day.")
    kind: str = named("holiday, or workday: a weekend day on which people work.")
    name: str = named("What it is called, in the request's language.")

    @classmethod
    def of(cls, one: Day, locale: str) -> Self:
        return cls(day=one.day, kind=one.kind, name=in_locale(one.name_zh, one.name_en, locale))


@strawberry.type(description="A calendar's file as it was loaded, or as it came with the house.")
class CalendarVersion:
    """One version."""

    id: str | None = named("Id, cal_…; null: it came with the house.")
    version: int = named("Its number; 0 came with the house.")
    first_day: date = named("The first day it covers.")
    last_day: date = named("The last day it covers.")
    source: str = named("Where its days come from.")
    file_name: str = named("What the file was called.")
    loaded_at: datetime | None = named("When it was loaded.")
    loader_name: str = named("Who loaded it.")
    days: list[CalendarDay] = named("Its days.")

    @classmethod
    def of(cls, row: CalendarRow, locale: str) -> Self:
        return cls(
            id=maybe_id(CALENDAR, row.id),
            version=row.version,
            first_day=row.first,
            last_day=row.last,
            source=row.source,
            file_name=row.file_name,
            loaded_at=row.loaded_at,
            loader_name=row.loader_name,
            days=[CalendarDay.of(one, locale) for one in row.days],
        )


@strawberry.type(description="The holiday calendar: what holds, and its versions.")
class HolidayCalendar:
    """The calendar."""

    last_day: date = named("The last day up to which every day is covered.")
    days_left: int = named("Days until then; below zero: it is over.")
    versions: list[CalendarVersion] = named("Newest first; of two that cover a day the newer says it.")


@strawberry.type(description="A line of a calendar's file that is wrong.")
class CalendarLineWrong:
    """One line."""

    line: int = named("Counted from 1.")
    message: str = named("What is expected.")


@strawberry.type(description="A calendar's file, looked at and not kept.")
class CalendarLook:
    """What a file says."""

    first_day: date | None = named("The first day it covers.")
    last_day: date | None = named("The last day it covers.")
    source: str = named("Where its days come from.")
    days: list[CalendarDay] = named("Its days.")
    wrong: list[CalendarLineWrong] = named("What is wrong, by line; empty: it can be loaded.")

    @classmethod
    def of(cls, file: CalendarFile, locale: str) -> Self:
        return cls(
            first_day=file.first,
            last_day=file.last,
            source=file.source,
            days=[CalendarDay.of(one, locale) for one in file.days],
            wrong=[CalendarLineWrong(line=one.line, message=phrased(one.why, locale)) for one in file.wrong],
        )


@strawberry.type(description="A calendar was loaded.")
class CalendarLoadedType:
    """The new version."""

    id: str = named("Id, cal_….")
    version: int = named("Its number.")

    @classmethod
    def of(cls, loaded: CalendarLoaded) -> Self:
        return cls(id=text_id(CALENDAR, loaded.calendar), version=loaded.version)


@strawberry.type
class CalendarQuery:
    """Queries of calendars."""

    @strawberry.field(description="The holiday calendar and its versions.")
    async def holiday_calendar(self, info: Info) -> HolidayCalendar:
        """Show what holds."""
        info.context.who().must("identity.read_calendar")
        async with info.context.work.read() as read:
            rows, left = await calendar_rows(read), await days_left(read)
        versions = [CalendarVersion.of(row, info.context.locale) for row in rows]
        return HolidayCalendar(last_day=covered_until(spans(rows)), days_left=left, versions=versions)

    @strawberry.field(
        description="What a calendar's file says and what is wrong with it, before it is loaded."
    )
    async def calendar_look(self, info: Info, text: str) -> CalendarLook:
        """Look at a file."""
        info.context.who().must("identity.load_calendar")
        return CalendarLook.of(calendar_text(text), info.context.locale)


@strawberry.type
class CalendarMutation:
    """Mutations of calendars."""

    load_calendar = mutation(
        load_calendar, "Load a calendar's file; it holds for the days it covers.", shows=CalendarLoadedType.of
    )
