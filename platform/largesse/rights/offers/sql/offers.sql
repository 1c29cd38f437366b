-- The offers of SKUs ($1) that have not ended, with how their providers stand and how orders ended since $2.
-- Locks: none; who places an order holds the provider that was chosen.
select f.id, f.provider, v.installation, f.provider_sku, f.cost_minor, f.settle_minor, f.weight, f.preference,
       f.units, f.cities, f.sla_hours, f.sla_clock, f.state, v.state as provider_state,
       coalesce(h.settled, 0)::int as settled, coalesce(h.failed, 0)::int as failed
from rights_offer f
join rights_provider v on v.id = f.provider
left join lateral (
  select count(*) as settled, count(*) filter (where o.state in ('failed', 'rerouted')) as failed
  from rights_order o where o.provider = f.provider and o.settled_at > $2
    and not rights_asked_nobody(o.offer, o.why)
) h on true
where f.sku = any($1::uuid[]) and f.state <> 'ended'
order by f.preference, f.made_at, f.id
