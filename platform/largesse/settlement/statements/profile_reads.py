"""What screens read of saved profiles: those in use and those that wait, of units within reach and above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.units.reads import names_of_units
from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import Provider
from largesse.settlement.people import names_of
from largesse.settlement.statements.choose_profile import IN_USE, units_above_of
from largesse.settlement.statements.records import ProfileId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

# Those in use, and whatever waits for a second person.
_CURRENT = f"(g.state = 'proposed' or {IN_USE})"
_SORTS = {
    "name": Sort("g.name"),
    "createdAt": Sort("g.created_at", "timestamptz"),
    "state": Sort("g.state"),
}


@dataclass(frozen=True, kw_only=True)
class ProfileRow:
    """One version of a saved mapping, with the names of those it names."""

    id: ProfileId
    name: str
    version: int
    provider: UUID | None
    org_unit: UUID
    state: str
    approval: UUID | None
    body: dict[str, Any]
    created_by: UUID
    created_at: datetime
    provider_name: Mapping[str, str] = field(default_factory=dict)
    unit_name: Mapping[str, str] = field(default_factory=dict)
    maker_name: str = ""


async def profiles_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[ProfileRow]:
    """List mappings that an actor may use or decide on, of one state or both."""
    asked = await _profiles(read, actor)
    asked.conditions.append(_CURRENT)
    if state:
        asked.conditions.append(f"g.state = {asked.param(state)}")
    asked.search(wish.search, "g.name")
    page = await paged(read, ProfileRow, asked, chosen(wish.sort, _SORTS, "name"), wish.page)
    named = dict(zip((row.id for row in page.rows), await _named(read, page.rows), strict=True))
    return page.with_rows(lambda row: named[row.id])


async def profile_of_id(read: Read, actor: Actor, profile: UUID) -> ProfileRow | None:
    """Read one version within reach or of a unit above, whatever its state."""
    asked = await _profiles(read, actor)
    asked.conditions.append(f"g.id = {asked.param(profile)}")
    row = await only(read, ProfileRow, asked)
    return (await _named(read, [row]))[0] if row else None


async def _profiles(read: Read, actor: Actor) -> List:
    asked = List("g.*", "settlement_profile g", "g.id")
    if actor.units is not None:
        own = (
            await Provider.filter(org_unit__in=list(actor.units))
            .using_db(read.conn)
            .values_list("id", flat=True)
        )
        above, providers = asked.param(list(await units_above_of(read, actor))), asked.param(list(own))
        theirs = f"g.org_unit = any({above}::uuid[])"
        asked.within(
            actor.units,
            "g.org_unit",
            f"{theirs} and (g.provider is null or g.provider = any({providers}::uuid[]))",
        )
    return asked


async def _named(read: Read, rows: Sequence[ProfileRow]) -> list[ProfileRow]:
    """Add the names of provider, unit and maker."""
    units = await names_of_units(read, {row.org_unit for row in rows})
    people = await names_of(read, (row.created_by for row in rows))
    wanted = [row.provider for row in rows if row.provider]
    found = await Provider.filter(id__in=wanted).using_db(read.conn) if wanted else []
    providers = {one.id: one.name for one in found}
    return [
        replace(
            row,
            unit_name=units.get(row.org_unit, {}),
            maker_name=people.of(row.created_by),
            provider_name=providers.get(row.provider, {}) if row.provider else {},
        )
        for row in rows
    ]
