"""Tell clients: the notice stands in the list at once, its message goes out when the clock allows it.

Invariant   the notice's own row makes it once; what is told after it has lost its use is shown to nobody but
            staff, who read that it came too late
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from largesse.audience.clients.records import Customer
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.quiet import quiet_of, waking
from largesse.store.work import Tx

LASTS = timedelta(days=30)  # what does not say until when it has a use
_KEEP = """
insert into notices_notice
  (id, client, org_unit, kind, occasion, facts, entitlement, at, until, send_at, message, why)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (client, occasion) do nothing
"""


async def tell(tx: Tx[Any], tellings: Sequence[Telling]) -> int:
    """Tell clients; gives how many notices are new. Who is kept out is told nothing."""
    if not tellings:
        return 0
    wanted = Customer.filter(id__in={one.client for one in tellings}, blocked=False).using_db(tx.conn)
    units = {one.id: one.org_unit for one in await wanted}
    send_at = waking(tx.now, quiet_of(settings().quiet_hours, settings().zone))
    told = 0
    for one in tellings:
        if one.client not in units:
            continue
        until = one.until or tx.now + LASTS
        message, why = _stands(one, late=send_at >= until)
        told += await tx.run(
            _KEEP,
            new_id(),
            one.client,
            units[one.client],
            one.kind,
            one.occasion,
            dict(one.facts),
            one.right,
            tx.now,
            until,
            send_at,
            message,
            why,
        )
    return told


def _stands(one: Telling, *, late: bool) -> tuple[str, str]:
    """Say how the message of a new notice stands, and why none goes out."""
    if one.shown_only:
        return "shown", ""
    return ("dropped", "late") if late else ("waiting", "")
