-- Note, for the clients of whom it is asked (null: all), every tier that is not where the client stood:
-- standing, history and event. Whoever writes audience_customer.tier calls this in the same transaction.
-- Locks       the clients' rows are the caller's; standings are written in their order
-- Invariant   after it, standing and client say the same tier; a second call notes nothing;
--             a client who is new by a file is noted and not told

create or replace function audience_follow_tiers(
  at_ timestamptz, clients uuid[], cause_ text, reason_ text, by_kind_ text, by_ uuid, zone_ text
) returns int language plpgsql as $$
declare
  noted int;
begin
  with base as (
    select code from audience_tier order by rank limit 1
  ), moved as (
    select c.id as customer, c.org_unit, s.tier as from_tier, c.tier as to_tier,
      case when s.tier is null or s.tier = (select code from base) then 'enter'
           when c.tier = (select code from base) then 'leave'
           when n.rank > o.rank then 'upgrade' else 'downgrade' end as kind,
      (date_trunc('day', at_ at time zone zone_) + make_interval(months => n.valid_months))
        at time zone zone_ as valid_to
    from audience_customer c
    join audience_tier n on n.code = c.tier
    left join audience_tier_standing s on s.customer = c.id
    left join audience_tier o on o.code = s.tier
    where (clients is null or c.id = any(clients)) and s.tier is distinct from c.tier
    order by c.id
  ), stands as (
    insert into audience_tier_standing (customer, tier, since, valid_to)
    select m.customer, m.to_tier, at_, m.valid_to from moved m
    on conflict (customer) do update set tier = excluded.tier, since = excluded.since, valid_to = excluded.valid_to
  ), written as (
    insert into audience_tier_move (customer, kind, from_tier, to_tier, cause, reason, by_kind, by_id, valid_to, at)
    select m.customer, m.kind, m.from_tier, m.to_tier, cause_, reason_, by_kind_, by_, m.valid_to, at_ from moved m
    returning 1
  ), told as (
    select store_emit(at_, array_agg(gen_random_uuid()), array_agg('audience.tier_changed.v1'::text),
      array_agg(m.customer::text), array_agg(jsonb_build_object(
        'customer', m.customer, 'kind', m.kind, 'from_tier', m.from_tier, 'to_tier', m.to_tier, 'cause', cause_,
        'valid_to', m.valid_to, 'org_unit', m.org_unit, 'at', at_))) as count
    from moved m where m.from_tier is not null or cause_ <> 'import'
    having count(*) > 0
  )
  select (select count(*) from written) + 0 * coalesce((select count from told), 0) into noted;
  return noted;
end $$;

grant execute on function audience_follow_tiers to largesse_app;
