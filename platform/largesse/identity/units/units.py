"""Org units: head office, branches, outlets; one tree, and how far down it one reaches.

Invariant   a path lists a unit's ancestors from the root, itself last
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Read, Work

Level = Literal["head_office", "branch", "outlet"]
DEPTH_MAX = 6


@dataclass(frozen=True)
class UnitMissing(Missing):
    """No such org unit within reach."""

    code = "identity.unit_missing"
    unit: UUID


@dataclass(frozen=True)
class UnitCodeTaken(Refusal):
    """Another org unit has this code."""

    code = "identity.unit_code_taken"
    path = "unitCode"
    unit_code: str


@dataclass(frozen=True)
class UnitMisplaced(Refusal):
    """A unit of this level cannot stand below that parent."""

    code = "identity.unit_misplaced"
    path = "level"
    level: str


@dataclass(frozen=True, kw_only=True)
class OpenUnit(Ask):
    """Add an org unit below another; ``parent`` None is the one head office."""

    code: str
    level: Level
    name_zh: str
    name_en: str
    parent: UUID | None = None


@dataclass(frozen=True)
class UnitOpened:
    """The new org unit."""

    unit: UUID


async def open_unit(ask: OpenUnit, *, actor: Actor, work: Work) -> UnitOpened:
    """Add an org unit.

    Raises:
        UnitMissing: ``identity.unit_missing``: the parent, also when out of reach.
        UnitMisplaced: ``identity.unit_misplaced``.
        UnitCodeTaken: ``identity.unit_code_taken``.
    """
    actor.must("identity.open_unit")
    async with work.begin(ask, actor, use="identity.open_unit", answer=UnitOpened) as tx:
        if tx.earlier:
            return tx.earlier
        above = await _path(tx, ask, actor)
        if await tx.row("select 1 from identity_org_unit where code = $1", ask.code):
            raise UnitCodeTaken(ask.code)
        unit = new_id()
        await tx.run(
            """insert into identity_org_unit (id, parent, code, level, name_zh, name_en, path, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            unit,
            ask.parent,
            ask.code,
            ask.level,
            ask.name_zh,
            ask.name_en,
            [*above, unit],
            tx.now,
        )
        tx.audit("identity.unit_opened", str(unit), {"code": ask.code, "level": ask.level}, org_unit=unit)
        return await tx.done(UnitOpened(unit))


async def _path(tx: Read, ask: OpenUnit, actor: Actor) -> list[UUID]:
    if ask.parent is None:
        if ask.level != "head_office" or await tx.row("select 1 from identity_org_unit limit 1"):
            raise UnitMisplaced(ask.level)
        return []
    parent = await tx.row("select path, level from identity_org_unit where id = $1", ask.parent)
    if parent is None:
        raise UnitMissing(ask.parent)
    actor.reach(ask.parent, UnitMissing(ask.parent))
    fits = {"head_office": {"branch", "outlet"}, "branch": {"branch", "outlet"}, "outlet": set[str]()}
    if ask.level not in fits[parent["level"]] or len(parent["path"]) >= DEPTH_MAX:
        raise UnitMisplaced(ask.level)
    return list(parent["path"])
