"""The events that are declared now: those that every house begins with, under what staff declared."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.event_names.event_name import NAMES_MAX
from largesse.audience.facts.facts import Regulated
from largesse.audience.facts.regulated import EventName, Prop, listed
from largesse.identity.staff.reads import names_of_staff
from largesse.store.work import Read

_ROWS = f"""
select name, zh, en, regulated, sharing, props, late_days, ahead_minutes, retired, version, updated_by,
  updated_at
from audience_event_name order by name limit {2 * NAMES_MAX}
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class DeclaredRow:
    """What staff declared of an event."""

    name: str
    zh: str
    en: str
    regulated: Regulated
    sharing: bool
    props: tuple[Prop, ...]
    late_days: int
    ahead_minutes: int
    retired: bool
    version: int
    updated_by: UUID
    updated_at: datetime

    @property
    def event(self) -> EventName:
        """The event alone."""
        return EventName(
            self.name,
            self.zh,
            self.en,
            self.regulated,
            self.props,
            self.late_days,
            self.ahead_minutes,
            self.sharing,
            self.retired,
        )


@dataclass(frozen=True)
class Declared:
    """An event as screens list it; version 0: every house begins with it and nobody changed it here."""

    event: EventName
    version: int = 0
    by_name: str = ""
    at: datetime | None = None


async def declared_events(read: Read) -> dict[str, EventName]:
    """Give every declared event by its name, retired ones too."""
    rows = await read.all(DeclaredRow, _ROWS)
    return {one.name: one for one in listed()} | {row.name: row.event for row in rows}


async def event_names(read: Read) -> list[Declared]:
    """Give every declared event for screens, by name; retired ones last."""
    found = {one.name: Declared(one) for one in listed()}
    rows = await read.all(DeclaredRow, _ROWS)
    names = await names_of_staff(read, {row.updated_by for row in rows})
    for row in rows:
        found[row.name] = Declared(row.event, row.version, names.get(row.updated_by, ""), row.updated_at)
    return sorted(found.values(), key=lambda one: (one.event.retired, one.event.name))
