"""Make a kind of points, change what holds for awards to come, stop and resume it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.rights.points.kind import KindMissing, grace_given, points_given
from largesse.rights.points.lasting import Lasts, rule_given
from largesse.rights.points.locking import open_books
from largesse.rights.points.records import PointsKind, PointsKindId
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

_RULE = (
    "lasts",
    "lasts_for",
    "grace_days",
    "hand_day_max",
    "transferable",
    "exchange_rule",
    "scope",
    "version",
)


@dataclass(frozen=True, kw_only=True)
class MakePointsKind(Ask):
    """A kind of points: how long they last, what they are exchanged for and where."""

    code: str = asked("The institution's own code, unique.")
    title: Text = asked("What they are called.", name="name")
    lasts: Lasts = asked("In what their lasting is counted.")
    lasts_for: int = asked("How many days, months or years on; 0 where they last without end.")
    grace_days: int = asked(
        "For how many days points are usable that come back after their end; 0: not at all."
    )
    hand_day_max: Long = asked("The most that one member of staff awards by hand or by file in a day.")
    transferable: bool = asked("Whether clients of one household may give them to each other.")
    exchange_rule: Text = asked("Exchange rule, as clients read it.")
    scope: Text = asked("Where they can be used, as clients read it.")
    org_unit: UnitId | None = asked(
        "Org unit it belongs to, unt_…; null: the whole institution, for who reaches all of it.",
        id="unt",
        name="unit",
        default=None,
    )


@dataclass(frozen=True, kw_only=True)
class ChangePointsKind(Ask):
    """What holds for awards to come; awards that are out keep their last day."""

    kind: PointsKindId = asked("The kind, pkn_….", id="pkn", name="points_kind")
    lasts: Lasts = asked("In what their lasting is counted.")
    lasts_for: int = asked("How many days, months or years on; 0 where they last without end.")
    grace_days: int = asked(
        "For how many days points are usable that come back after their end; 0: not at all."
    )
    hand_day_max: Long = asked("The most that one member of staff awards by hand or by file in a day.")
    transferable: bool = asked("Whether clients of one household may give them to each other.")
    exchange_rule: Text = asked("Exchange rule, as clients read it.")
    scope: Text = asked("Where they can be used, as clients read it.")
    reason: str = asked("Why; stands in the audit.")


class KindStep(Enum):
    """What to do with a kind of points."""

    STOP = "stop"
    RESUME = "resume"


_AFTER = {KindStep.STOP: "stopped", KindStep.RESUME: "active"}


@dataclass(frozen=True, kw_only=True)
class SteerPointsKind(Ask):
    """Stop awarding a kind of points, or go on."""

    kind: PointsKindId = asked("The kind, pkn_….", id="pkn", name="points_kind")
    step: KindStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class KindStanding:
    """A kind and where it stands now."""

    kind: PointsKindId
    state: str


async def make_points_kind(ask: MakePointsKind, *, actor: Actor, work: Work) -> Made:
    """Make a kind of points and open its books.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.design_points")
    _expect_unit(actor, ask.org_unit)
    code, said = code_given(ask.code), _said(ask)
    async with work.begin(ask, actor, use="rights.make_points_kind", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_free(tx, PointsKind, code)
        made = Made(new_id())
        await PointsKind.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            name=text_given(ask.title, "title"),
            org_unit=ask.org_unit,
            created_by=actor.id,
            created_at=tx.now,
            **said,
        )
        await open_books(tx, made.id)
        tx.audit("rights.points_kind_made", str(made.id), {"code": code} | said, org_unit=ask.org_unit)
        return await tx.done(made)


async def change_points_kind(ask: ChangePointsKind, *, actor: Actor, work: Work) -> KindStanding:
    """Change what holds for awards to come.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.design_points")
    reason, said = reason_of(ask.reason), _said(ask)
    async with work.begin(ask, actor, use="rights.change_points_kind", answer=KindStanding) as tx:
        if tx.earlier:
            return tx.earlier
        kind = await _locked(tx, ask.kind, actor)
        before = {name: getattr(kind, name) for name in said}
        kind.update_from_dict(said)
        kind.version += 1
        await kind.save(using_db=tx.conn, update_fields=list(_RULE))
        facts = {"code": kind.code, "before": before, "after": said, "reason": reason}
        tx.audit("rights.points_kind_changed", str(kind.id), facts, org_unit=kind.org_unit)
        return await tx.done(KindStanding(ask.kind, kind.state))


async def steer_points_kind(ask: SteerPointsKind, *, actor: Actor, work: Work) -> KindStanding:
    """Stop awarding a kind, or go on; points that are out stay usable.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
    """
    actor.must("rights.design_points")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_points_kind", answer=KindStanding) as tx:
        if tx.earlier:
            return tx.earlier
        kind = await _locked(tx, ask.kind, actor)
        before, kind.state = kind.state, _AFTER[ask.step]
        await kind.save(using_db=tx.conn, update_fields=["state"])
        facts = {"code": kind.code, "from": before, "to": kind.state, "reason": reason}
        tx.audit("rights.points_kind_steered", str(kind.id), facts, org_unit=kind.org_unit)
        return await tx.done(KindStanding(ask.kind, kind.state))


async def _locked(tx: Tx[Any], kind: PointsKindId, actor: Actor) -> PointsKind:
    found = await PointsKind.filter(id=kind).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise KindMissing(kind)
    if found.org_unit is None and actor.units is not None:
        raise KindMissing(kind)
    actor.reach(found.org_unit, KindMissing(kind))
    return found


def _expect_unit(actor: Actor, unit: UnitId | None) -> None:
    """Refuse a unit out of reach; the whole institution's is for who reaches all of it."""
    if unit is not None:
        expect_reached(actor, unit)
    elif actor.units is not None:
        raise Malformed(because("rights.reason.unit"), "org_unit")


def _said(ask: MakePointsKind | ChangePointsKind) -> dict[str, Any]:
    rule = rule_given(ask.lasts, ask.lasts_for)
    return {
        "lasts": rule.lasts.value,
        "lasts_for": rule.count,
        "grace_days": grace_given(ask.grace_days),
        "hand_day_max": points_given(ask.hand_day_max, "hand_day_max"),
        "transferable": ask.transferable,
        "exchange_rule": text_given(ask.exchange_rule, "exchange_rule"),
        "scope": text_given(ask.scope, "scope"),
    }
