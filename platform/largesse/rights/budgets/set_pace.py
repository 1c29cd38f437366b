"""Set the pace at which a budget may be promised, or take it away."""

from dataclasses import dataclass
from datetime import datetime

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.rights.budgets.pace import CurvePoint, PaceShape, points_of
from largesse.rights.budgets.records import BudgetId
from largesse.rights.budgets.rows import BudgetStanding, lock_row, standing
from largesse.rights.reason import reason_of
from largesse.store.work import Work

_COLUMNS = ["pace_shape", "pace_from", "pace_to", "pace_times", "pace_shares", "pace_floor_minor"]


@dataclass(frozen=True, kw_only=True)
class SetPace(Ask):
    """A curve over a window; ``none`` takes the pace away."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    shape: PaceShape = asked("How the curve runs.")
    starts_at: datetime | None = asked("Where the window begins; not with none.", default=None)
    ends_at: datetime | None = asked("Where it ends; not with none.", default=None)
    points: tuple[CurvePoint, ...] = asked("Points of a custom curve, 2 to 24.", default_factory=tuple)
    floor_minor: Long = asked("What may be promised at any time, in minor units.", default=0)
    reason: str = asked("Why; stands in the audit.")


async def set_budget_pace(ask: SetPace, *, actor: Actor, work: Work) -> BudgetStanding:
    """Set a pace; what was promised stays promised, whatever the curve says.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    points = points_of(ask.shape, ask.points)
    starts_at, ends_at = _window(ask)
    async with work.begin(ask, actor, use="rights.set_budget_pace", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        if not 0 <= ask.floor_minor <= row.cap_minor:
            raise Malformed(because("rights.reason.line"), "floor_minor")
        row.pace_shape, row.pace_floor_minor = ask.shape.value, ask.floor_minor if points else 0
        row.pace_times, row.pace_shares = [one.time for one in points], [one.share for one in points]
        row.update_from_dict({"pace_from": starts_at, "pace_to": ends_at})
        await row.save(using_db=tx.conn, update_fields=_COLUMNS)
        facts = {"shape": ask.shape.value, "floor_minor": ask.floor_minor, "reason": reason}
        tx.audit("rights.budget_pace_set", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(standing(row))


def _window(ask: SetPace) -> tuple[datetime | None, datetime | None]:
    """Give the window; refuse one that a curve needs and that is not there, or ends before it begins."""
    if ask.shape is PaceShape.NONE:
        return None, None
    if ask.starts_at is None or ask.ends_at is None or ask.ends_at <= ask.starts_at:
        path = "starts_at" if ask.starts_at is None else "ends_at"
        raise Malformed(because("rights.reason.after_start"), path)
    return ask.starts_at, ask.ends_at
