"""Org units: head office, branches, outlets; one tree, and how far down it one reaches.

Invariant   a path lists a unit's ancestors from the root, itself last; there is one head office
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.units.reads import UnitRow
from largesse.identity.units.records import OrgUnit, UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import Name, code_given
from largesse.store.codes import alike
from largesse.store.work import Tx, Work

HEAD_OFFICE = "head_office"
BELOW = {HEAD_OFFICE: {"branch", "outlet"}, "branch": {"branch", "outlet"}, "outlet": set[str]()}
DEPTH_MAX = 6
_CODE = re.compile(r"[A-Z0-9-]{2,20}")


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
    """A unit of this level cannot stand there: not below that parent, or there is a head office already."""

    code = "identity.unit_misplaced"
    path = "level"
    level: str


@dataclass(frozen=True, kw_only=True)
class OpenHeadOffice(Ask):
    """Begin the tree."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class OpenUnit(Ask):
    """Add an org unit below another."""

    code: str = asked("The institution's own code: capitals, digits, dashes.")
    level: str = asked("branch or outlet.")
    name_zh: Name = asked("Chinese name.")
    name_en: Name = asked("English name.")
    parent: UnitId = asked("The unit above, unt_….", id="unt")


@dataclass(frozen=True)
class UnitOpened:
    """The new org unit."""

    unit: UnitId


@dataclass(frozen=True)
class _Place:
    """Where a new unit stands: its level and its ancestors from the root."""

    level: str
    path: tuple[UUID, ...] = ()


def levels_below(level: str, depth: int) -> set[str]:
    """Give the levels of units that may stand below one of this level and depth, the root's depth being 1."""
    return BELOW[level] if depth < DEPTH_MAX else set()


def actions(actor: Actor, unit: UnitRow) -> list[str]:
    """Name what an actor may do with an org unit: open another below it."""
    opens = actor.may("identity.open_unit") and actor.reaches(unit.id)
    return ["open"] if opens and levels_below(unit.level, unit.depth) else []


async def open_head_office(ask: OpenHeadOffice, *, actor: Actor, work: Work) -> UnitOpened:
    """Open the one head office.

    Raises:
        UnitMisplaced: ``identity.unit_misplaced``: there is one already.
    """
    actor.must("identity.open_unit")
    async with work.begin(ask, actor, use="identity.open_head_office", answer=UnitOpened) as tx:
        if tx.earlier:
            return tx.earlier
        if await OrgUnit.all().using_db(tx.conn).exists():
            raise UnitMisplaced(HEAD_OFFICE)
        return await tx.done(await _opened(tx, ask, _Place(HEAD_OFFICE)))


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
        parent = await OrgUnit.get_or_none(id=ask.parent, using_db=tx.conn)
        if parent is None:
            raise UnitMissing(ask.parent)
        actor.reach(ask.parent, UnitMissing(ask.parent))
        if ask.level not in levels_below(parent.level, len(parent.path)):
            raise UnitMisplaced(ask.level)
        return await tx.done(await _opened(tx, ask, _Place(ask.level, tuple(parent.path))))


async def _opened(tx: Tx[Any], ask: OpenHeadOffice | OpenUnit, place: _Place) -> UnitOpened:
    code = code_given(ask.code).upper()
    if not _CODE.fullmatch(code):
        raise Malformed(because("identity.reason.unit_code"), "code")
    taken = await alike(tx, OrgUnit, code)
    if taken is not None:
        raise UnitCodeTaken(taken)
    unit = new_id()
    await OrgUnit.create(
        id=unit,
        parent=place.path[-1] if place.path else None,
        code=code,
        level=place.level,
        name_zh=ask.name_zh,
        name_en=ask.name_en,
        path=[*place.path, unit],
        created_at=tx.now,
        using_db=tx.conn,
    )
    tx.audit("identity.unit_opened", str(unit), {"code": code, "level": place.level}, org_unit=unit)
    return UnitOpened(UnitId(unit))
