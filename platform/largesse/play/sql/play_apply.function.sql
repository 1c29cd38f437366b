-- Give a group of decided plays what there is: first choice, else fallback, else refused, in the order of arrival.
-- A verdict is 1 first choice, 2 fallback, -1 no stock, -2 no budget, -3 a limit of the activity.
-- Locks       pools, then budgets, then batches, each in id order and written once however many plays use them
-- Invariant   the guard stands again in the WHERE of each write; a refused play leaves no receipt and no chance used

create or replace function play_apply(
  at_ timestamptz, draws uuid[], clients uuid[], activities uuid[], hashes text[], plays text[],
  nonces bigint[], numbers int[], drawn text[], odds text[], lefts bigint[],
  batch1 uuid[], given1 text[], outcome1 text[], tallies1 text[],
  has2 boolean[], batch2 uuid[], given2 text[], outcome2 text[], tallies2 text[],
  entitlements uuid[], used_ bigint[],
  pool_ids uuid[], need_play int[], need_choice int[], need_pool int[], need_units bigint[], need_strict boolean[],
  keys text[], dropped_clients uuid[], dropped_keys text[]
) returns int[] language plpgsql as $$
#variable_conflict use_variable
declare
  n int := coalesce(array_length(draws, 1), 0);
  verdict int[] := array_fill(0, array[greatest(n, 1)]);
  wanted uuid[];
  budget_ids uuid[]; budget_left bigint[]; budget_take bigint[];
  batch_ids uuid[]; batch_free bigint[]; batch_take bigint[]; batch_cost bigint[]; batch_budget int[];
  pool_left bigint[]; pool_take bigint[];
  needs int := coalesce(array_length(need_play, 1), 0);
  cursor_ int := 1; from_ int; to_ int;
  b int; g int; why int; batch_ uuid; touched int; expected int; ok boolean; hard boolean;
begin
  if n > 0 then
    select coalesce(array_agg(distinct w), '{}') into wanted
    from unnest(batch1 || batch2) as w where w is not null;
    if array_length(pool_ids, 1) > 0 then
      select array_agg(p.cap - p.used order by p.id) into pool_left
      from (select id, cap, used from play_pool where id = any(pool_ids) order by id for no key update) p;
      if coalesce(array_length(pool_left, 1), 0) <> array_length(pool_ids, 1) then raise exception 'a pool is missing'; end if;
      pool_take := array_fill(0::bigint, array[array_length(pool_ids, 1)]);
    end if;
    if array_length(wanted, 1) > 0 then
      select array_agg(x.id order by x.id), array_agg(case when x.state = 'active' then x.room else 0 end order by x.id)
      into budget_ids, budget_left
      from (select id, state, cap_minor - reserved_minor - spent_minor as room from rights_budget
            where id in (select budget from rights_batch where id = any(wanted)) order by id for no key update) x;
      select array_agg(x.id order by x.id), array_agg(x.units order by x.id), array_agg(x.cost order by x.id),
             array_agg(array_position(budget_ids, x.budget) order by x.id)
      into batch_ids, batch_free, batch_cost, batch_budget
      from (select id, budget, unit_cost_minor as cost,
              case when state = 'active' and at_ >= starts_at and at_ < ends_at then free else 0 end as units
            from rights_batch where id = any(wanted) order by id for no key update) x;
      batch_take := array_fill(0::bigint, array[coalesce(array_length(batch_ids, 1), 1)]);
      budget_take := array_fill(0::bigint, array[coalesce(array_length(budget_ids, 1), 1)]);
    end if;

    for i in 1..n loop
      from_ := cursor_;
      while cursor_ <= needs and need_play[cursor_] = i loop cursor_ := cursor_ + 1; end loop;
      to_ := cursor_ - 1;
      why := 0; hard := false;
      for choice in 1..2 loop
        exit when choice = 2 and (hard or not has2[i]);
        batch_ := case when choice = 1 then batch1[i] else batch2[i] end;
        ok := true;
        for k in from_..to_ loop
          if need_choice[k] = choice and pool_left[need_pool[k]] < need_units[k] then
            ok := false; why := -3; hard := hard or need_strict[k];
          end if;
        end loop;
        if ok and batch_ is not null then
          b := array_position(batch_ids, batch_);
          if b is null or batch_free[b] < 1 then ok := false; why := -1;
          else
            g := batch_budget[b];
            if budget_left[g] < batch_cost[b] then ok := false; why := -2; end if;
          end if;
        end if;
        if ok then
          verdict[i] := choice;
          for k in from_..to_ loop
            if need_choice[k] = choice then
              pool_left[need_pool[k]] := pool_left[need_pool[k]] - need_units[k];
              pool_take[need_pool[k]] := pool_take[need_pool[k]] + need_units[k];
            end if;
          end loop;
          if batch_ is not null then
            batch_free[b] := batch_free[b] - 1; batch_take[b] := batch_take[b] + 1;
            budget_left[g] := budget_left[g] - batch_cost[b]; budget_take[g] := budget_take[g] + batch_cost[b];
          end if;
          exit;
        end if;
      end loop;
      if verdict[i] = 0 then verdict[i] := why; end if;
    end loop;

    insert into play_chance as c (client, activity, nonce, used, tallies, moved_at)
    select a.client, a.activity, a.nonce, a.used, (case when a.v = 1 then a.t1 else a.t2 end)::jsonb, at_
    from unnest(clients, activities, nonces, used_, tallies1, tallies2, verdict)
      as a(client, activity, nonce, used, t1, t2, v)
    where a.v > 0
    order by a.client, a.activity
    on conflict (client, activity) do update
      set nonce = excluded.nonce, used = excluded.used, tallies = excluded.tallies, moved_at = excluded.moved_at
      where c.nonce = excluded.nonce - 1;
    get diagnostics touched = row_count;
    select count(*) into expected from unnest(verdict) v where v > 0;
    if touched <> expected then
      raise exception 'a chance moved under a play' using errcode = 'serialization_failure';
    end if;

    if pool_take is not null then
      update play_pool p set used = p.used + t.units
      from unnest(pool_ids, pool_take) as t(id, units)
      where p.id = t.id and t.units > 0 and p.used + t.units <= p.cap;
      get diagnostics touched = row_count;
      select count(*) into expected from unnest(pool_take) u where u > 0;
      if touched <> expected then raise exception 'a pool would overflow'; end if;
    end if;
    if array_length(wanted, 1) > 0 then
      update rights_budget x set reserved_minor = x.reserved_minor + t.minor
      from unnest(budget_ids, budget_take) as t(id, minor)
      where x.id = t.id and t.minor > 0 and x.reserved_minor + x.spent_minor + t.minor <= x.cap_minor;
      get diagnostics touched = row_count;
      select count(*) into expected from unnest(budget_take) u where u > 0;
      if touched <> expected then raise exception 'a budget would overflow'; end if;
      update rights_batch x set free = x.free - t.units, issued = x.issued + t.units
      from unnest(batch_ids, batch_take) as t(id, units)
      where x.id = t.id and t.units > 0 and x.free >= t.units;
      get diagnostics touched = row_count;
      select count(*) into expected from unnest(batch_take) u where u > 0;
      if touched <> expected then raise exception 'a batch would overflow'; end if;

      with granted as (
        insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref, activity, org_unit,
          state, unit_cost_minor, currency, valid_from, valid_to, created_at)
        select a.ent, x.id, x.sku, a.client, a.client, 'play', a.draw::text, a.activity, x.org_unit,
          'issued', x.unit_cost_minor, x.currency, at_, at_ + make_interval(days => x.valid_days), at_
        from unnest(entitlements, draws, clients, activities, batch1, batch2, verdict)
          as a(ent, draw, client, activity, b1, b2, v)
        join rights_batch x on x.id = case a.v when 1 then a.b1 when 2 then a.b2 end
        returning id, batch, sku, holder, beneficiary, source_ref, activity, org_unit, valid_to
      )
      insert into store_outbox (id, at, topic, key, payload)
      select e.id, at_, 'rights.entitlement_granted.v1', e.id::text, jsonb_build_object(
        'entitlement', e.id, 'batch', e.batch, 'sku', e.sku, 'holder', e.holder, 'beneficiary', e.beneficiary,
        'source_kind', 'play', 'source_ref', e.source_ref, 'activity', e.activity, 'org_unit', e.org_unit,
        'valid_to', e.valid_to, 'at', at_)
      from granted e;
      if found then perform pg_notify('largesse_outbox', ''); end if;
    end if;

    insert into play_draw (id, at, activity, revision_hash, play, client, nonce, number, drawn, given, outcome, batch,
      entitlement, odds_hash, chances_left)
    select a.draw, at_, a.activity, a.hash, a.play, a.client, a.nonce, a.number, a.drawn,
      case a.v when 1 then a.g1 else a.g2 end, case a.v when 1 then a.o1 else a.o2 end,
      case a.v when 1 then a.b1 else a.b2 end,
      case when (case a.v when 1 then a.b1 else a.b2 end) is not null then a.ent end, a.odds, a.chances_left
    from unnest(draws, activities, hashes, plays, clients, nonces, numbers, drawn, given1, given2, outcome1, outcome2,
        batch1, batch2, entitlements, odds, lefts, verdict)
      as a(draw, activity, hash, play, client, nonce, number, drawn, g1, g2, o1, o2, b1, b2, ent, odds, chances_left, v)
    where a.v > 0;

    select dropped_clients || coalesce(array_agg(a.client), '{}'), dropped_keys || coalesce(array_agg(a.key), '{}')
    into dropped_clients, dropped_keys
    from unnest(clients, keys, verdict) as a(client, key, v) where a.v <= 0;
  end if;

  if array_length(dropped_keys, 1) > 0 then
    delete from store_receipt r using unnest(dropped_clients, dropped_keys) as d(client, key)
    where r.actor_kind = 'client' and r.actor_id = d.client and r.use_case = 'play.take_part' and r.key = d.key;
  end if;
  return case when n > 0 then verdict else '{}' end;
end $$;

grant execute on function play_apply to largesse_app;
