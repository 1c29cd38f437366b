"""What one member of staff may award by hand in a day without a second person; above it, signers decide.

Invariant   the kind is held, so that two awards of one person cannot pass its limit together; what was signed
            for does not count
"""

from typing import Any

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.settings import settings
from largesse.rights.points.award import ADJUSTED
from largesse.rights.points.kind import KindMissing, within_hand
from largesse.rights.points.records import PointsKind, PointsKindId
from largesse.store.work import Tx

_TODAY = """
select coalesce(sum(points), 0) from rights_points_move
where kind = $1 and made_by = $2 and at >= $3 and source_kind = any($4::text[]) and act = 'award'
  and approval is null
"""


async def held_kind(tx: Tx[Any], kind: PointsKindId) -> PointsKind:
    """Hold a kind of points within reach.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
    """
    found = await PointsKind.filter(id=kind).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise KindMissing(kind)
    tx.actor.reach(found.org_unit, KindMissing(kind))
    return found


async def alone(tx: Tx[Any], kind: PointsKind, points: int) -> bool:
    """Tell whether the actor may award so many more of a held kind today by himself."""
    zone = settings().zone
    since = day_starts(day_in(tx.now, zone), zone)
    today = int(await tx.value(_TODAY, kind.id, tx.actor.id, since, sorted(ADJUSTED)))
    return within_hand(kind.hand_day_max, today, points)
