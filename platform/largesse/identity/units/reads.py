"""Org units for screens."""

from dataclasses import dataclass

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.store.work import Read

_WITHIN_REACH = """
select id, parent, code, level, name_zh, name_en from identity_org_unit
where $1::uuid[] is null or id = any($1::uuid[]) order by cardinality(path), code
"""


@dataclass(frozen=True)
class UnitRow:
    """An org unit as screens show it."""

    id: UnitId
    parent: UnitId | None
    code: str
    level: str
    name_zh: str
    name_en: str


async def unit_rows(read: Read, actor: Actor) -> list[UnitRow]:
    """List the org units within reach, parents before children; a bank has some hundreds at most."""
    return await read.all(UnitRow, _WITHIN_REACH, None if actor.units is None else list(actor.units))
