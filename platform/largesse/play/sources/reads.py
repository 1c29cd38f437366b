"""What screens show of sources and their keys."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.play.sources.records import SourceId, SourceKeyId
from largesse.play.sources.source import Standing, standing
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

KEYS_SHOWN = 50
_KEYS = """
select id, source, made_by, made_at, ends_at, reason, used_at from play_source_key where source = $1
order by ends_at desc nulls first, made_at desc limit $2
"""


@dataclass(frozen=True)
class SourceRow:
    """A source as screens list it; ``used_at`` is when it told something last."""

    id: SourceId
    name: str
    installation: UUID | None
    org_unit: UUID
    events: tuple[str, ...]
    made_by: UUID
    made_at: datetime
    stopped_at: datetime | None
    reason: str
    used_at: datetime | None
    by_name: str = ""


@dataclass(frozen=True)
class SourceKeyRow:
    """A key of a source."""

    id: SourceKeyId
    source: UUID
    made_by: UUID
    made_at: datetime
    ends_at: datetime | None
    reason: str
    used_at: datetime | None
    by_name: str = ""

    def standing(self, at: datetime) -> Standing:
        """Say where it stands at an instant."""
        return standing(self.ends_at, self.reason, at)


def _sources(actor: Actor) -> List:
    last = (
        "coalesce(s.told_at, (select max(k.used_at) from play_source_key k where k.source = s.id)) as used_at"
    )
    asked = List(f"s.*, {last}", "play_source s", "s.id")
    asked.within(actor.units, "s.org_unit")
    return asked


async def sources_page(read: Read, actor: Actor, wish: Wish) -> Paged[SourceRow]:
    """List the sources within reach, living ones and stopped."""
    asked = _sources(actor)
    asked.search(wish.search, "s.name")
    sorts = {"name": Sort("s.name"), "madeAt": Sort("s.made_at", "timestamptz")}
    page = await paged(read, SourceRow, asked, chosen(wish.sort, sorts, "-madeAt"), wish.page)
    names = await names_of_staff(read, {row.made_by for row in page.rows})
    return page.with_rows(lambda row: replace(row, by_name=names.get(row.made_by, "")))


async def source_of(read: Read, actor: Actor, source: UUID) -> SourceRow | None:
    """Read one source within reach."""
    asked = _sources(actor)
    asked.conditions.append(f"s.id = {asked.param(source)}")
    return await only(read, SourceRow, asked)


async def source_of_installation(read: Read, actor: Actor, installation: UUID) -> SourceRow | None:
    """Read the source of a plugin's installation within reach; None: nothing was ever granted to it."""
    asked = _sources(actor)
    asked.conditions.append(f"s.installation = {asked.param(installation)}")
    return await only(read, SourceRow, asked)


async def keys_of(read: Read, source: UUID) -> list[SourceKeyRow]:
    """Read a source's keys, living ones first, at most 50."""
    rows = await read.all(SourceKeyRow, _KEYS, source, KEYS_SHOWN)
    names = await names_of_staff(read, {row.made_by for row in rows})
    return [replace(row, by_name=names.get(row.made_by, "")) for row in rows]
