-- Why a right e of the batch b counts as left half-way, and since when: one row, or none.
-- What lapsed counts for thirty days, and not once its client booked anew, waits again, or chose otherwise.
-- Locks: none.
select x.reason, x.since from (
  select 1 as rank, 'order' as reason, coalesce(t.at, o.placed_at) as since
  from rights_order o
  left join lateral (select max(at) as at from rights_order_clock where provider_order = o.id and kind = 'paused') t on true
  where o.entitlement = e.id and o.state in ('submitted', 'unknown', 'accepted')
    and o.sla_state = 'paused' and o.sla_cause in ('client', 'booking')
  union all
  select 2, 'offer', w.accept_by from rights_waiting w
  where w.entitlement = e.id and w.holder = e.holder and w.state = 'lapsed' and e.state = 'active'
    and w.accept_by > now() - interval '30 days'
    and not exists (select from rights_waiting n where n.entitlement = e.id and n.state <> 'lapsed'
                    and n.joined_at > w.joined_at)
    and not exists (select from rights_booking n where n.entitlement = e.id and n.holder = e.holder
                    and n.why <> 'lapsed' and n.made_at > w.joined_at)
  union all
  select 3, 'hold', k.ended_at from rights_booking k
  where k.entitlement = e.id and k.holder = e.holder and k.why = 'lapsed' and e.state = 'active'
    and k.ended_at > now() - interval '30 days'
    and not exists (select from rights_waiting n where n.entitlement = e.id and n.state <> 'lapsed'
                    and n.joined_at > k.made_at)
    and not exists (select from rights_booking n where n.entitlement = e.id and n.holder = e.holder
                    and n.why <> 'lapsed' and n.made_at > k.made_at)
  union all
  select 4, 'form', e.created_at
  where e.state = 'issued' and e.created_at < now() - interval '1 day'
    and exists (select from jsonb_array_elements(b.personal_form -> 'fields') q
      where (q ->> 'required')::boolean and not exists (select from rights_form f
        where f.entitlement = e.id and f.client = e.holder and f.about = e.beneficiary
          and q ->> 'key' = any(f.keys)))
  union all
  select 5, 'unclaimed', e.created_at where e.state = 'issued' and e.created_at < now() - interval '1 day'
) x order by x.rank, x.since desc limit 1
