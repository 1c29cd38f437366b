"""Expiry: rights whose time is over end, and the money promised for them is free again.

Many rights end in one commit: their budgets are locked, then they, each in id order; what they promised goes
back to each budget, and to its lines that they were reserved in, in one write. Fifty thousand take seconds.

Invariant   the unit stays issued: an expired right does not return to stock; one that was only kept to be
            claimed does, is revoked, and its unit comes back in the write that ends it;
            a right does not end while its provider may still say yes, or while it is offered to another;
            a right that moved on since it was found is left as it is
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.store.work import Tx, Work

LAPSED = "rights.reservation_lapsed.v1"
EXPIRED = "rights.right_expired.v1"
ROUND_MAX = 5_000
ROUNDS_MAX = 20
_OVER = """
e.valid_to <= $1 and e.state in ('issued', 'active', 'suspended')
  and not exists (select 1 from rights_order o where o.entitlement = e.id
                  and o.state in ('created', 'submitted', 'unknown', 'accepted'))
"""
_DUE = f"""
select e.id, b.budget, e.batch, e.claim_until is not null as kept from rights_entitlement e
join rights_batch b on b.id = e.batch where {_OVER} order by e.valid_to limit $2
"""  # noqa: S608 - a constant
_ONE = """
select e.id, b.budget, e.batch, e.claim_until is not null as kept from rights_entitlement e
join rights_batch b on b.id = e.batch where e.id = $1
"""
_LOCK_BUDGETS = """
select count(*) from (select id from rights_budget where id = any($1::uuid[]) order by id
                      for no key update) held
"""
_LOCK_BATCHES = """
select count(*) from (select id from rights_batch where id = any($1::uuid[]) order by id
                      for no key update) held
"""
_LOCK_RIGHTS = """
select count(*) from (select id from rights_entitlement where id = any($1::uuid[]) order by id
                      for no key update) held
"""
_SPENT_ON = """
(select coalesce(sum(case r.kind when 'use' then r.amount_minor else -r.amount_minor end), 0)::bigint
 from rights_redemption r where r.entitlement = e.id)
"""
_END = f"""
with ended as (
  update rights_entitlement e set state = case when e.claim_until is null then 'expired' else 'revoked' end,
    previous = null, version = e.version + 1
  from rights_batch b where b.id = e.batch and e.id = any($2::uuid[]) and {_OVER}
  returning e.id, e.holder, e.batch, e.org_unit, b.budget, e.unit_cost_minor - {_SPENT_ON} as minor,
    e.claim_until is not null as kept, e.source_kind, e.source_ref
), freed as (
  update rights_budget x set reserved_minor = x.reserved_minor - t.minor
  from (select budget, sum(minor)::bigint as minor from ended group by budget) t where x.id = t.budget
), freed_lines as (
  update rights_budget_line l set reserved_minor = l.reserved_minor - t.minor
  from (select p.line, sum(e.minor)::bigint as minor from ended e
        join rights_promise p on p.entitlement = e.id group by p.line) t where l.id = t.line
), returned as (
  update rights_batch x set free = x.free + t.units, issued = x.issued - t.units
  from (select batch, count(*) as units from ended where kept group by batch) t where x.id = t.batch
)
select id, holder, batch, org_unit, kept, source_kind, source_ref from ended
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class _Due:
    id: UUID
    budget: UUID
    batch: UUID
    kept: bool


@dataclass(frozen=True)
class _Ended:
    id: UUID
    holder: UUID
    batch: UUID
    org_unit: UUID
    kept: bool
    source_kind: str
    source_ref: str


async def expire_due(work: Work) -> None:
    """End what is over: at most 100,000 rights a round, 5,000 in one commit."""
    for _ in range(ROUNDS_MAX):
        async with work.job() as tx:
            due = await tx.all(_Due, _DUE, tx.now, ROUND_MAX)
            ended = await _end(tx, due)
        if len(due) < ROUND_MAX or not ended:
            return


async def expire(tx: Tx[Any], entitlement: UUID) -> None:
    """End one right if its time is over."""
    await _end(tx, await tx.all(_Due, _ONE, entitlement))


async def _end(tx: Tx[Any], due: Sequence[_Due]) -> int:
    """End those of the rights whose time is still over once they are locked; gives how many."""
    if not due:
        return 0
    ids = [one.id for one in due]
    await tx.value(_LOCK_BUDGETS, list({one.budget for one in due}))
    await tx.value(_LOCK_BATCHES, list({one.batch for one in due if one.kept}))
    await tx.value(_LOCK_RIGHTS, ids)
    ended = await tx.all(_Ended, _END, tx.now, ids)
    for one in ended:
        payload = {
            "entitlement": str(one.id),
            "holder": str(one.holder),
            "batch": str(one.batch),
            "org_unit": str(one.org_unit),
            "at": tx.now.isoformat(),
        }
        if one.kept:
            source = {"source_kind": one.source_kind, "source_ref": one.source_ref}
            tx.emit(LAPSED, str(one.id), payload | source)
        else:
            tx.emit(EXPIRED, str(one.id), payload)
    return len(ended)
