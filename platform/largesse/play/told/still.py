"""Whether what a play told a client still holds: asked at the moment at which its message goes out.

Invariant   nothing goes out for an activity that was stopped at once, nor of a right that is gone
"""

from uuid import UUID

from largesse.notices.inbox.notice import Holds, Told
from largesse.rights.entitlements.own import own_right
from largesse.store.work import Read

SAID = "play.notice.said"
_GONE = frozenset({"revoked", "failed", "expired"})
_RIGHT = "select entitlement from play_draw where id = $1 and client = $2"
_HALTED = "select exists (select from activities_out(array[$1::uuid]) where state = 'halted')"


def occasion_of(draw: UUID, activity: UUID, place: int) -> str:
    """Name what one effect of one draw tells; ``place`` counts those of the draw."""
    return f"draw:{draw}:{activity}:{place}"


async def _still(read: Read, told: Told) -> bool:
    activity = UUID(told.occasion.split(":")[2])
    if await read.value(_HALTED, activity):
        return False
    given: UUID | None = await read.value(_RIGHT, told.subject, told.client)
    if given is None:
        return True
    right = await own_right(read, told.client, given)
    return right is not None and right.state not in _GONE


HOLDS_SAID = Holds(SAID, _still)
