"""Org units for screens."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from largesse.identity.units.records import OrgUnit, UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Broken
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_WITHIN_REACH = """
select id, parent, code, level, cardinality(path) as depth, name_zh, name_en from identity_org_unit
where $1::uuid[] is null or id = any($1::uuid[]) order by cardinality(path), code
"""
_NAMED = "select id, name_zh, name_en from identity_org_unit where id = any($1::uuid[])"


@dataclass(frozen=True)
class UnitRow:
    """An org unit as screens show it; ``depth`` counts it and those above it."""

    id: UnitId
    parent: UnitId | None
    code: str
    level: str
    depth: int
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class _Named:
    id: UnitId
    name_zh: str
    name_en: str


async def unit_rows(read: Read, actor: Actor) -> list[UnitRow]:
    """List the org units within reach, parents before children; a bank has some hundreds at most."""
    return await read.all(UnitRow, _WITHIN_REACH, None if actor.units is None else list(actor.units))


async def units_page(read: Read, actor: Actor, wish: Wish) -> Paged[UnitRow]:
    """List org units within reach, those above first."""
    asked = List(
        "u.id, u.parent, u.code, u.level, cardinality(u.path) as depth, u.name_zh, u.name_en",
        "identity_org_unit u",
        "u.id",
    )
    asked.within(actor.units, "u.id")
    asked.search(wish.search, "u.code", "u.name_zh", "u.name_en")
    sorts = {"depth": Sort("cardinality(u.path)", "int"), "code": Sort("u.code")}
    return await paged(read, UnitRow, asked, chosen(wish.sort, sorts, "depth"), wish.page)


async def head_office(read: Read) -> UnitId:
    """Give the root of the tree.

    Raises:
        Broken: the house has no org units yet.
    """
    found = await OrgUnit.get_or_none(parent=None, using_db=read.conn)
    if found is None:
        raise Broken("there is no head office")
    return UnitId(found.id)


async def names_of_units(read: Read, units: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Give each unit's name in every language, for rows of other rooms; unknown ids are left out."""
    if not units:
        return {}
    found = await read.all(_Named, _NAMED, list(units))
    return {one.id: {"zh-CN": one.name_zh, "en": one.name_en} for one in found}
