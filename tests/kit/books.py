"""An independent reader of the register's books: plain SQL, and no function of the house.

Every statement of ``ALWAYS`` finds what must not be in any commit; those of ``AT_REST`` what must not be once
every delivery is done. A row that is found is a broken law; its columns say which right or account it is.

Source  docs/explanation/proofs.md names each law.
"""

import asyncpg

# A right's uses that stand, in units and in money.
_USES = """
select e.id, e.batch, e.state, e.units, e.units_used, e.unit_cost_minor,
  coalesce((select sum(case r.kind when 'use' then r.units else -r.units end) from rights_redemption r
    where r.entitlement = e.id), 0) as used,
  coalesce((select sum(case r.kind when 'use' then r.amount_minor else -r.amount_minor end)
    from rights_redemption r where r.entitlement = e.id), 0) as spent
from rights_entitlement e
"""
_LIVING = "('proposed', 'pending', 'booked', 'checked-in', 'arrived')"
_ARROWS = """
(values ('pending', 'issued'), ('pending', 'failed'), ('pending', 'revoked'), ('pending', 'expired'),
  ('pending', 'suspended'), ('issued', 'active'), ('issued', 'transferring'), ('issued', 'expired'),
  ('issued', 'revoked'), ('issued', 'failed'), ('issued', 'suspended'), ('active', 'reserved'),
  ('active', 'redeemed'), ('active', 'transferring'), ('active', 'expired'), ('active', 'revoked'),
  ('active', 'suspended'), ('reserved', 'active'), ('reserved', 'redeemed'), ('reserved', 'suspended'),
  ('transferring', 'issued'), ('transferring', 'active'), ('transferring', 'suspended'),
  ('transferring', 'redeemed'), ('suspended', 'pending'), ('suspended', 'issued'), ('suspended', 'active'),
  ('suspended', 'reserved'), ('suspended', 'redeemed'), ('suspended', 'revoked'), ('suspended', 'expired'),
  ('expired', 'redeemed'),
  ('redeemed', 'active'), ('redeemed', 'suspended'), ('redeemed', 'expired'), ('redeemed', 'issued'),
  ('redeemed', 'reserved'))
"""

ALWAYS = {
    "stock: free, held and issued are the total, and issued is what was given and not taken back": """
select b.code, b.total, b.free, b.held, b.issued, count(e.id) as live
from rights_batch b left join rights_entitlement e on e.batch = b.id and e.state not in ('revoked', 'failed')
group by b.id having b.free + b.held + b.issued <> b.total or b.issued <> count(e.id)
  or least(b.free, b.held, b.issued) < 0
""",
    "budget: within its cap, and reserved and spent are what rights and holds make of them": f"""
select u.code, u.cap_minor, u.reserved_minor, u.spent_minor, u.set_aside_minor, t.promised, t.spent, h.aside
from rights_budget u
cross join lateral (select coalesce(sum(x.spent), 0) as spent, coalesce(sum(x.unit_cost_minor - x.spent)
    filter (where x.state not in ('expired', 'revoked', 'failed')), 0) as promised
  from ({_USES}) x join rights_batch b on b.id = x.batch where b.budget = u.id) t
cross join lateral (select coalesce(sum(amount_minor), 0) as aside from rights_budget_hold
  where budget = u.id and released_at is null) h
where u.reserved_minor + u.spent_minor > u.cap_minor or u.spent_minor <> t.spent
  or u.set_aside_minor <> h.aside or u.reserved_minor <> t.promised + h.aside
""",
    "lines of a budget: within their caps, and what the rights reserved in them make of them": f"""
select l.id, l.kind, l.key, l.cap_minor, l.reserved_minor, l.spent_minor, t.promised, t.spent
from rights_budget_line l
cross join lateral (select coalesce(sum(x.spent), 0) as spent, coalesce(sum(x.unit_cost_minor - x.spent)
    filter (where x.state not in ('expired', 'revoked', 'failed')), 0) as promised
  from rights_promise p join ({_USES}) x on x.id = p.entitlement where p.line = l.id) t
where l.reserved_minor + l.spent_minor > l.cap_minor or l.reserved_minor <> t.promised
  or l.spent_minor <> t.spent
""",
    "one right for each source, one answer for each key": """
select source_kind, source_ref from rights_entitlement group by 1, 2 having count(*) > 1
union all
select use_case, key from store_receipt group by actor_kind, actor_id, use_case, key having count(*) > 1
""",
    "a receipt of a right that was given names a right that is there": """
select r.use_case, r.key, r.answer from store_receipt r
where r.use_case in ('rights.give_right', 'rights.take_allowance', 'rights.redeem_offer')
  and not exists (select from rights_entitlement e where e.id = (r.answer->>'entitlement')::uuid)
""",
    "a code has one right and a right of a pool, once claimed, has one code": """
select e.id, e.state, count(c.number) as codes from rights_entitlement e
join rights_sku s on s.id = e.sku and s.fulfil_mode = 'pool'
left join rights_pool_code c on c.entitlement = e.id
group by e.id having count(c.number) > 1
  or (count(c.number) = 0 and e.state in ('active', 'redeemed', 'reserved'))
union all
select provider, blind, count(*) from rights_pool_code where blind is not null
group by provider, blind having count(*) > 1
""",
    "points: a move sums to nothing, a balance is the fold of its entries, nobody is below nothing": """
select 'move' as what, move as id, sum(points)::bigint as points from rights_points_entry
group by move having sum(points) <> 0
union all
select 'account', a.id, a.balance from rights_points_account a
left join rights_points_entry e on e.account = a.id where a.client is not null
group by a.id having a.balance <> coalesce(sum(e.points), 0)
  or (a.role = 'client' and a.balance < 0) or (a.role = 'owed' and a.balance > 0)
union all
select 'award', w.id, w.unused from rights_points_award w
left join rights_points_entry e on e.award = w.id and e.account = w.account
group by w.id having w.unused <> coalesce(sum(e.points), 0) or w.unused < 0
""",
    "moves: along the arrows, one after another, each with a later version, to where the right stands": f"""
select m.entitlement, m.id, m.was, m.state, m.before, m.version from (
  select *, lag(state, 1, 'issued') over w as before, lag(version, 1, 0) over w as earlier
  from rights_move window w as (partition by entitlement order by id)) m
where m.was <> m.before or m.version <= m.earlier
  or (m.was <> m.state and not exists (select from {_ARROWS} a (was, state)
      where a.was = m.was and a.state = m.state))
union all
select e.id, null, e.state, l.state, l.holder::text, e.version from rights_entitlement e
left join lateral (select state, holder, version from rights_move m where m.entitlement = e.id
  order by m.id desc limit 1) l on true
where e.state <> coalesce(l.state, 'issued') or e.holder <> coalesce(l.holder, e.holder)
  or e.version < coalesce(l.version, 1)
""",
    "every move was told: by an audit row of the right or by an event that names it": """
select m.entitlement, count(*) as moves, t.noted, t.told from rights_move m
cross join lateral (
  select (select count(*) from store_audit where subject = m.entitlement::text) as noted,
    (select count(*) from store_outbox where payload->>'entitlement' = m.entitlement::text
      and topic <> 'rights.entitlement_granted.v1') as told) t
group by m.entitlement, t.noted, t.told having count(*) > t.noted + t.told
""",
    "units: what is used is what uses less reversals make, never more than was granted": f"""
select id, state, units, units_used, used, spent, unit_cost_minor from ({_USES}) x
where units_used <> used or used < 0 or used > units or spent < 0 or spent > unit_cost_minor
  or (state = 'redeemed') <> (used = units)
""",
    "a use and a reversal are each told once": """
select r.id, r.kind, count(o.id) as told from rights_redemption r left join store_outbox o on
  o.topic = case r.kind when 'use' then 'rights.right_redeemed.v2' else 'rights.use_reversed.v1' end
  and o.payload->>(case r.kind when 'use' then 'redemption' else 'reversal' end) = r.id::text
group by r.id having count(o.id) <> 1
""",
    "a reversal takes back one whole use, once": """
select r.id, u.id, u.kind from rights_redemption r left join rights_redemption u on u.id = r.reverses
where r.kind = 'reversal' and (u.id is null or u.kind <> 'use' or u.units <> r.units
  or u.entitlement <> r.entitlement or u.amount_minor <> r.amount_minor)
union all
select reverses, null, count(*)::text from rights_redemption where reverses is not null
group by reverses having count(*) > 1
""",
    "who collected for the holder was named by him": """
select r.id, a.holder, a.state from rights_redemption r join rights_agent a on a.id = r.agent
where a.consented_at is null and a.agent is not null
""",
    "a right has one holder: open offers are of rights in transfer, hands are what was accepted": """
select e.id, e.state, e.hands, count(t.id) filter (where t.state = 'offered') as open,
  count(t.id) filter (where t.state = 'accepted') as taken
from rights_entitlement e left join rights_transfer t on t.entitlement = e.id
group by e.id having (count(t.id) filter (where t.state = 'offered') = 1) <> (e.state = 'transferring')
  or e.hands <> count(t.id) filter (where t.state = 'accepted')
""",
    "a right never lasts longer for being given away": """
select e.id, e.valid_to, g.payload->>'valid_to' as first from rights_entitlement e
join store_outbox g on g.topic = 'rights.entitlement_granted.v1' and g.key = e.id::text
where e.hands > 0 and e.valid_to > (g.payload->>'valid_to')::timestamptz
""",
    "allowances: held and used are what was taken, within what is granted": """
select a.id, a.granted, a.held, a.used, count(t.*) filter (where t.state = 'held') as holding,
  count(t.*) filter (where t.state in ('used', 'lapsed')) as using
from rights_allowance a left join rights_allowance_take t on t.allowance = a.id
group by a.id having a.held <> count(t.*) filter (where t.state = 'held')
  or a.used <> count(t.*) filter (where t.state in ('used', 'lapsed')) or a.held + a.used > a.granted
""",
    "slots: held and booked are what bookings and offers make, within the capacity": """
select s.id, s.capacity, s.beyond, s.held, s.booked, b.held as holds, b.booked as bookings, w.offered
from rights_slot s
cross join lateral (select count(*) filter (where state in ('proposed', 'pending')) as held,
    count(*) filter (where state not in ('proposed', 'pending', 'cancelled', 'entered-in-error')) as booked
  from rights_booking where slot = s.id) b
cross join lateral (select count(*) as offered from rights_waiting
  where slot = s.id and state = 'offered') w
where s.held + s.booked + s.blocked > s.capacity + s.beyond or s.held <> b.held + w.offered
  or s.booked <> b.booked
""",
    "nobody is in two places at once, and no used slots of one resource overlap": f"""
select a.id, b.id, a.person::text as whose from rights_booking a join rights_booking b on b.person = a.person
  and b.id > a.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
where a.state in {_LIVING} and b.state in {_LIVING}
union all
select a.id, b.id, a.resource::text from rights_slot a join rights_slot b on b.resource = a.resource
  and b.id > a.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
where a.held + a.booked > 0 and b.held + b.booked > 0
""",
    "a right is reserved for a booking that lives, and for no other": f"""
select e.id, e.state, e.previous, count(b.id) as bookings from rights_entitlement e
left join rights_booking b on b.entitlement = e.id and b.state in {_LIVING}
group by e.id having coalesce(case when e.state in ('suspended', 'transferring') then e.previous end, e.state)
  = 'reserved' and count(b.id) = 0
union all
select e.id, e.state, e.previous, 1 from rights_entitlement e join rights_booking b on b.entitlement = e.id
  and b.state in {_LIVING}
where e.state not in ('reserved', 'redeemed', 'expired', 'revoked') and e.previous is distinct from 'reserved'
""",
    "a person books for himself or his household": """
select b.id, b.holder, b.person from rights_booking b join audience_customer h on h.id = b.holder
join audience_customer p on p.id = b.person
where h.id <> p.id and h.household is distinct from p.household
""",
    "what was bought for points is paid, and what came back was paid back": """
select x.id, x.state, x.points, m.points, r.act from rights_points_exchange x
join rights_points_move m on m.id = x.move left join rights_points_move r on r.reverses = m.id
where m.act <> 'spend' or m.points <> x.points or (x.state = 'returned') <> (r.id is not null)
""",
    "a draw that won has its right, and a right of a play its draw": """
select d.id as draw, e.id as right from play_draw d
full join (select * from rights_entitlement where source_kind = 'play') e
  on split_part(e.source_ref, '/', 1) = d.id::text
where (d.entitlement is not null or d.id is null) and (e.id is null or d.id is null)
union all
select d.id, d.entitlement from play_draw d join rights_entitlement e on e.id = d.entitlement
where e.source_kind <> 'play' or e.source_ref <> d.id::text
""",
}

AT_REST = {
    "every delivery is done or lies where a person sees it": """
select id, handler, state, attempts, error from store_delivery where state not in ('done', 'dead')
""",
    "an allowance's unit stands as its right does": f"""
select x.id, t.state, x.state as right_state, x.used from rights_allowance_take t join ({_USES}) x
  on x.id = t.entitlement
where t.state = 'used' and x.used = 0 and x.state not in ('expired')
  or t.state <> 'used' and x.used > 0
  or t.state = 'held' and x.state in ('expired', 'revoked', 'failed')
  or t.state in ('returned', 'lapsed') and x.state not in ('expired', 'revoked', 'failed')
""",
    "a code stands as its right does": """
select e.id, e.state as right_state, c.state from rights_pool_code c join rights_entitlement e
  on e.id = c.entitlement
where (c.state = 'redeemed') <> (e.state = 'redeemed')
  or (e.state in ('revoked', 'failed') and c.state = 'allocated')
""",
    "a revoked right of the mall was paid back": """
select x.id, e.state from rights_points_exchange x join rights_entitlement e on e.id = x.entitlement
where (e.state in ('revoked', 'failed')) <> (x.state = 'returned')
""",
    "a provider has one living order for a right, and one that was accepted at most": """
select entitlement, count(*) from rights_order where state not in ('failed', 'cancelled')
group by entitlement having count(*) > 1
""",
}


async def broken(dsn: str, *, at_rest: bool = False) -> list[str]:
    """Read the books in one snapshot and give what is wrong with them, a line a law."""
    reader = await asyncpg.connect(dsn)
    try:
        async with reader.transaction(isolation="repeatable_read", readonly=True):
            laws = {**ALWAYS, **(AT_REST if at_rest else {})}
            found = [(law, [dict(row) for row in await reader.fetch(sql)]) for law, sql in laws.items()]
    finally:
        await reader.close()
    return [f"{law}: {rows[:3]}" for law, rows in found if rows]


async def counted(dsn: str) -> dict[str, int]:
    """Count the rows of every table, and tell every sequence's place: what writes nothing leaves them."""
    reader = await asyncpg.connect(dsn)
    try:
        tables = await reader.fetch(
            "select format('%I', relname) as name from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p') and not relispartition order by 1"
        )
        sizes = {t["name"]: await reader.fetchval(f"select count(*) from {t['name']}") for t in tables}
        places = await reader.fetch(
            "select sequencename as name, coalesce(last_value, 0) as place from pg_sequences"
            " where schemaname = 'public'"
        )
        return sizes | {one["name"]: one["place"] for one in places}
    finally:
        await reader.close()
