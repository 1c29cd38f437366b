"""A compensation that was taken back: its right was revoked, or its points were taken.

Invariant   what was undone no longer stands for its original, which may be made good anew
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.rights.entitlements.records import EntitlementId
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

_RIGHT = """
update rights_compensation set state = 'undone', ended_at = $2 where entitlement = $1 and state = 'given'
"""
_POINTS = """
update rights_compensation set state = 'undone', ended_at = $2 where state = 'given'
  and award = (select w.id from rights_points_award w join rights_points_move t on t.reverses = w.move
    where t.id = $1 and t.act = 'take_back' and w.came_from is null)
"""


@dataclass(frozen=True)
class _Moved:
    act: str
    move: UUID


async def after_revocation(event: Event, tx: Tx[Any]) -> None:
    """Note that the right that made another good was revoked."""
    await tx.run(_RIGHT, EntitlementId(UUID(event.key)), tx.now)


async def after_points(event: Event, tx: Tx[Any]) -> None:
    """Note that the points that made a right good were taken back."""
    told = typed(event.payload, _Moved)
    if told.act == "take_back":
        await tx.run(_POINTS, told.move, tx.now)
