-- Begin a group of plays: take their receipts, lock what each client has done, and give what stands there.
-- Each statement of a volatile function has its own snapshot, so what is read after a lock is what its last
-- holder committed.
-- Receipts are looked for only where a key came before.
-- One plan serves groups of every size: made anew for each, planning would cost as much as the work.
-- Locks       receipts in the order of client and key, then one chance per client and activity in that order
-- Invariant   a key that came before gets no second receipt: its digest and answer are given instead

create or replace function play_claim(
  at_ timestamptz, draws uuid[], clients uuid[], activities uuid[], keys text[], digests text[]
) returns table (
  ix int, fresh boolean, kept_digest text, kept_answer jsonb,
  nonce bigint, used bigint, tallies jsonb, states jsonb
) language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  mine uuid[];
begin
  with taken as (
    insert into store_receipt (id, at, actor_kind, actor_id, use_case, key, ask_digest, answer)
    select a.draw, at_, 'client', a.client, 'play.take_part', a.key, a.digest, jsonb_build_object('draw', a.draw, 'at', at_)
    from unnest(draws, clients, keys, digests) as a(draw, client, key, digest)
    order by a.client, a.key
    on conflict do nothing
    returning id
  ) select coalesce(array_agg(id), '{}') into mine from taken;

  perform 1 from play_chance c
  where (c.client, c.activity) in (
    select a.client, a.activity from unnest(draws, clients, activities) as a(draw, client, activity)
    where a.draw = any(mine))
  order by c.client, c.activity
  for no key update;

  if cardinality(mine) = cardinality(draws) then
    return query
    select a.ix::int, true, null::text, null::jsonb, c.nonce, c.used, c.tallies, c.states
    from unnest(clients, activities) with ordinality as a(client, activity, ix)
    left join play_chance c on c.client = a.client and c.activity = a.activity
    order by a.ix;
    return;
  end if;
  return query
  select a.ix::int, a.draw = any(mine), r.ask_digest, r.answer, c.nonce, c.used, c.tallies, c.states
  from unnest(draws, clients, activities, keys) with ordinality as a(draw, client, activity, key, ix)
  left join play_chance c on c.client = a.client and c.activity = a.activity
  left join store_receipt r on not a.draw = any(mine) and r.actor_kind = 'client' and r.actor_id = a.client
    and r.use_case = 'play.take_part' and r.key = a.key
  order by a.ix;
end $$;

grant execute on function play_claim to largesse_app;
