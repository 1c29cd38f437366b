"""Offers that nobody answered in time lapse: their rights are their givers' again.

Invariant   rights are locked in id order; an offer that was answered meanwhile is left as it is
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.rights.transfers.ending import tell
from largesse.rights.transfers.records import Transfer
from largesse.store.work import Work

ROUND_MAX = 1_000
_DUE = "select entitlement as id from rights_transfer where state = 'offered' and expires_at <= $1 limit $2"
_LOCK = """
select count(*) from (select id from rights_entitlement where id = any($1::uuid[]) order by id
                      for no key update) held
"""
_LAPSE = """
update rights_transfer set state = 'lapsed', ended_at = $1
where state = 'offered' and expires_at <= $1 and entitlement = any($2::uuid[])
"""
_PUT_BACK = """
update rights_entitlement set state = coalesce(previous, 'active'), previous = null, version = version + 1
where id = any($1::uuid[]) and state = 'transferring'
"""


@dataclass(frozen=True)
class _Due:
    id: UUID


async def lapse_due(work: Work) -> None:
    """End the offers whose time is over, at most 1,000 a round."""
    async with work.job() as tx:
        due = [one.id for one in await tx.all(_Due, _DUE, tx.now, ROUND_MAX)]
        if not due:
            return
        await tx.value(_LOCK, due)
        await tx.run(_LAPSE, tx.now, due)
        lapsed = await Transfer.filter(entitlement__in=due, state="lapsed", ended_at=tx.now).using_db(tx.conn)
        await tx.run(_PUT_BACK, [one.entitlement for one in lapsed])
        for one in lapsed:
            tell(tx, one)
