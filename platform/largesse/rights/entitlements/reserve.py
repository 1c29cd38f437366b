"""Reserve: a right that was just given is kept for its holder until a time, and is his once he claims it.

Invariant   it counts as given in stock and budget from its first commit on; what is not claimed in time goes
            back to both with the expiry of its time, and nobody else can have it before
Source      docs/explanation/stock.md
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.store.work import Tx

_RESERVE = """
update rights_entitlement e set valid_if_claimed = e.valid_to, claim_until = least(k.until, e.valid_to),
  valid_to = least(k.until, e.valid_to)
from unnest($1::uuid[], $2::timestamptz[]) as k(id, until)
where e.id = k.id and e.state = 'issued' and e.claimed_at is null and e.claim_until is null
"""


async def reserve(tx: Tx[Any], kept: Sequence[tuple[UUID, datetime]]) -> None:
    """Keep rights that this transaction gave, each until its time."""
    if kept:
        await tx.run(_RESERVE, [right for right, _ in kept], [until for _, until in kept])
