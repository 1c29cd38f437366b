-- Give a group of decided plays what there is, and write down what became of each; gives the verdicts, see play_verdicts.
-- Locks       pools, then budgets with their lines, then batches, each in id order and written once however many plays use them;
--             receipts and chances are held since play_claim
-- Invariant   the guard stands again in the WHERE of each write;
--             a refused play leaves no receipt, no chance used and no draw

create or replace function play_apply(
  at_ timestamptz, decided play_decided[], needs play_need[], pools uuid[], held_back bigint[], dropped play_receipt[]
) returns int[] language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  verdicts int[] := '{}';
  pool_left bigint[] := '{}';
  wanted uuid[];
  stock rights_stock[] := '{}';
  lines rights_line_left[] := '{}';
  gifts rights_gift[];
  touched int; expected int;
begin
  if array_length(decided, 1) > 0 then
    if array_length(pools, 1) > 0 then
      select array_agg(p.cap - p.used - held_back[array_position(pools, p.id)] order by p.id) into pool_left
      from (select id, cap, used from play_pool where id = any(pools) order by id for no key update) p;
      if array_length(pool_left, 1) is distinct from array_length(pools, 1) then
        raise exception 'a pool is missing';
      end if;
    end if;
    select array_agg(distinct g.batch) into wanted
    from unnest(decided) d, lateral unnest((d.first).gives || (d.second).gives) g;
    if wanted is not null then stock := rights_lock_stock(at_, wanted); end if;
    if exists (select from unnest(stock) s where s.lined) then
      select rights_lines(at_, array_agg((g.batch, d.activity, d.client)::rights_want order by d.ordinality, g.ordinality))
      into lines
      from unnest(decided) with ordinality d, lateral unnest((d.first).gives || (d.second).gives) with ordinality g;
    end if;
    verdicts := play_verdicts(decided, needs, pool_left, stock, lines);

    insert into play_chance as c (client, activity, nonce, used, tallies, states, moved_at)
    select d.client, d.activity, d.nonce, d.used,
      (case verdicts[d.ordinality] when 1 then (d.first).tallies else (d.second).tallies end)::jsonb,
      (case verdicts[d.ordinality] when 1 then (d.first).states else (d.second).states end)::jsonb, at_
    from unnest(decided) with ordinality d
    where verdicts[d.ordinality] > 0
    order by d.client, d.activity
    on conflict (client, activity) do update
      set nonce = excluded.nonce, used = excluded.used, tallies = excluded.tallies, states = excluded.states,
        moved_at = excluded.moved_at
      where c.nonce = excluded.nonce - 1;
    get diagnostics touched = row_count;
    select count(*) into expected from unnest(verdicts) v where v > 0;
    if touched <> expected then
      raise exception 'a chance moved under a play' using errcode = 'serialization_failure';
    end if;

    if array_length(pools, 1) > 0 then
      update play_pool p set used = p.used + t.units
      from (select pools[n.pool] as id, sum(n.units)::bigint as units
            from unnest(needs) n where n.choice = verdicts[n.play] group by n.pool) t
      where p.id = t.id and p.used + t.units <= p.cap;
      get diagnostics touched = row_count;
      select count(distinct n.pool) into expected from unnest(needs) n where n.choice = verdicts[n.play];
      if touched <> expected then raise exception 'a pool would overflow'; end if;
    end if;

    select array_agg((g.entitlement, g.batch, d.client, d.client, 'play', g.ref, d.activity,
      null, null, null)::rights_gift)
    into gifts
    from unnest(decided) with ordinality d,
      lateral unnest(case verdicts[d.ordinality] when 1 then (d.first).gives when 2 then (d.second).gives end) g;
    if gifts is not null then perform rights_grant(at_, gifts); end if;

    insert into play_draw (id, at, activity, revision_hash, play, client, nonce, number, drawn, given, outcome, batch,
      entitlement, odds_hash, chances_left, asked, basis)
    select d.draw, at_, d.activity, d.revision_hash, d.play, d.client, d.nonce, d.number, d.drawn, (c.choice).given,
      (c.choice).outcome, ((c.choice).gives[1]).batch, ((c.choice).gives[1]).entitlement, d.odds_hash, d.chances_left,
      d.asked::jsonb, d.basis::jsonb
    from unnest(decided) with ordinality d,
      lateral (select case verdicts[d.ordinality] when 1 then d.first else d.second end) c(choice)
    where verdicts[d.ordinality] > 0;

    select dropped || coalesce(array_agg((d.client, d.key)::play_receipt), '{}') into dropped
    from unnest(decided) with ordinality d where verdicts[d.ordinality] < 0;
  end if;

  if array_length(dropped, 1) > 0 then
    delete from store_receipt r using unnest(dropped) d
    where r.actor_kind = 'client' and r.actor_id = d.client and r.use_case = 'play.take_part' and r.key = d.key;
  end if;
  return verdicts;
end $$;

grant execute on function play_apply to largesse_app;
