"""What allowances do when a right is used, given back, expires or is revoked, and when a tier changes.

Invariant   a take stands as its right does, in whatever order the right's events come; a use that happened is
            booked even where its unit had come back meanwhile: what is granted grows by it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.households.reads import heads_of, household_of
from largesse.audience.tiers.follow import TIER_CHANGED
from largesse.kernel.clock import day_in
from largesse.kernel.settings import settings
from largesse.rights.allowances.allowance import Counters, TakeState, moved, period_of
from largesse.rights.allowances.reads import granted_now, owners_of, rule_row
from largesse.rights.entitlements.entitlement import OVER
from largesse.store.outbox import Event, Handler, Handlers
from largesse.store.work import Tx

_TAKE = """
select t.entitlement, t.allowance, t.state, a.granted, a.held, a.used, r.returns, e.state as right_state,
  e.units_used
from rights_allowance_take t join rights_allowance a on a.id = t.allowance
join rights_allowance_rule r on r.id = a.rule join rights_entitlement e on e.id = t.entitlement
where t.entitlement = $1
"""
_LOCK = """
select count(*) from (select a.id from rights_allowance_take t join rights_allowance a on a.id = t.allowance
  where t.entitlement = $1 for no key update of a, t) held
"""
_MOVE = "update rights_allowance_take set state = $2, moved_at = $3 where entitlement = $1 and state = $4"
_COUNT = "update rights_allowance set granted = $2, held = $3, used = $4 where id = $1"
_OPEN = """
select id, rule, starts_on, granted, held, used from rights_allowance
where owner = any($1::uuid[]) and (ends_on is null or ends_on > $2) order by id for no key update
"""


@dataclass(frozen=True)
class _Taken:
    entitlement: UUID
    allowance: UUID
    state: TakeState
    granted: int
    held: int
    used: int
    returns: bool
    right_state: str
    units_used: int


@dataclass(frozen=True)
class _Open:
    id: UUID
    rule: UUID
    granted: int
    held: int
    used: int


async def _follow(event: Event, tx: Tx[Any]) -> None:
    """Bring a take to where its right stands now, whichever of the right's events came first."""
    right = UUID(event.payload.get("entitlement"))
    if not await tx.value(_LOCK, right):
        return
    taken = await tx.one(_Taken, _TAKE, right)  # read once it is locked: no later commit is missed
    state = _stands(taken) if taken else None
    if taken is None or state is None or state == taken.state:
        return
    after = moved(Counters(taken.granted, taken.held, taken.used), taken.state, state)
    if await tx.run(_MOVE, taken.entitlement, state, tx.now, taken.state):
        await tx.run(_COUNT, taken.allowance, after.granted, after.held, after.used)


def _stands(taken: _Taken) -> TakeState:
    if taken.units_used:
        return "used"
    if taken.right_state in OVER:
        return "returned"
    if taken.right_state == "expired":
        return "returned" if taken.returns else "lapsed"
    return "held"


async def _tier_changed(event: Event, tx: Tx[Any]) -> None:
    """Bring what is granted in this period up to the tier, where somebody took of it already."""
    client = UUID(event.payload.get("customer"))
    owners, day = await owners_of(tx, client), day_in(tx.now, settings().zone)
    home = await household_of(tx, client)
    heads = home is not None and (await heads_of(tx, [home.id])).get(home.id) == client
    mine = {owners.person.id: owners.person} | ({owners.household.id: owners.household} if heads else {})
    for owner in mine.values():
        for row in await tx.all(_Open, _OPEN, [owner.id], day):
            rule = await rule_row(tx, row.rule)
            if rule is None:
                continue
            period = period_of(rule.period, day, rule.starts_on)
            may = granted_now(rule, owner, period, Counters(row.granted, row.held, row.used))
            if may != row.granted:
                await tx.run(_COUNT, row.id, may, row.held, row.used)


HANDLERS: Handlers = {
    "rights.right_redeemed.v2": [Handler("rights.allowance_used", _follow)],
    "rights.use_reversed.v1": [Handler("rights.allowance_reversed", _follow)],
    "rights.right_expired.v1": [Handler("rights.allowance_expired", _follow)],
    "rights.right_revoked.v1": [Handler("rights.allowance_revoked", _follow)],
    TIER_CHANGED: [Handler("rights.allowance_tier_changed", _tier_changed)],
}
