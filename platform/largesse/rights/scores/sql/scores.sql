-- The score cards of providers within reach ($1 units or null) for months from $2 up to before $3, in the zone $4.
-- Locks: none. A month counts by when it happened there: orders by their placing, uses and ratings by their own time.
-- A month that was over before the provider was there is left out, unless something happened in it all the same.
with months as (
  select p.id as provider, p.slug, p.name, p.created_at, m::date as month,
    m at time zone $4 as from_, (m + interval '1 month') at time zone $4 as to_
  from rights_provider p, generate_series($2::date::timestamp, $3::date::timestamp - interval '1 day', interval '1 month') m
  where $1::uuid[] is null or p.org_unit = any($1)
)
select m.provider, m.slug, m.name, m.month,
  o.orders, o.completed, o.failed, o.in_time, o.missed, o.response_s,
  u.uses, u.late, r.ratings, r.stars, c.complaints, c.unanswered
from months m
cross join lateral (
  select count(*)::int as orders, count(*) filter (where state = 'completed')::int as completed,
    count(*) filter (where state in ('failed', 'rerouted'))::int as failed,
    count(*) filter (where sla_state = 'met')::int as in_time, count(*) filter (where sla_state = 'missed')::int as missed,
    (percentile_cont(0.5) within group (order by extract(epoch from settled_at - placed_at)))::float8 as response_s
  from rights_order where provider = m.provider and placed_at >= m.from_ and placed_at < m.to_
    and not rights_asked_nobody(offer, why)
) o
cross join lateral (
  select count(*)::int as uses, count(*) filter (where mark = 'late')::int as late
  from rights_redemption x where provider = m.provider and kind = 'use' and at >= m.from_ and at < m.to_
    and not exists (select 1 from rights_redemption y where y.reverses = x.id)
) u
cross join lateral (
  select count(*)::int as ratings, avg(stars)::float8 as stars
  from rights_rating where provider = m.provider and at >= m.from_ and at < m.to_
) r
cross join lateral (
  select count(*)::int as complaints, count(*) filter (where state = 'open')::int as unanswered
  from rights_complaint where provider = m.provider and at >= m.from_ and at < m.to_
) c
where m.to_ > m.created_at or o.orders + u.uses + r.ratings + c.complaints > 0
order by m.month desc, m.slug
