-- Give rights: one unit of a batch for each gift, its cost reserved in the batch's budget and the budget's lines, and
-- the house told.
-- Locks       none of its own: whoever decided on the gifts holds their budgets, then their batches, each in id order
-- Invariant   budget, lines, stock, right and event move together; no cap, pace or stock is passed, by the guard in
--             each write. A gift that says its own dates or units keeps them: another system granted it so.
-- after: rights_first_deadline

create or replace function rights_grant(at_ timestamptz, gifts rights_gift[]) returns int language plpgsql as $$
declare
  touched int; expected int; told int; has_lines boolean;
begin
  with paid as (
    update rights_budget x set reserved_minor = x.reserved_minor + t.minor
    from (select b.budget, sum(b.unit_cost_minor)::bigint as minor
          from unnest(gifts) g join rights_batch b on b.id = g.batch group by b.budget) t
    where x.id = t.budget and x.reserved_minor + x.spent_minor + t.minor <= x.cap_minor
      and (x.pace_from is null or t.minor = 0 or x.reserved_minor + x.spent_minor - x.set_aside_minor + t.minor
        <= rights_paced(x.cap_minor, x.pace_floor_minor, x.pace_from, x.pace_to, x.pace_times, x.pace_shares, at_))
    returning x.lined
  )
  select count(*), bool_or(p.lined) into touched, has_lines from paid p;
  select count(distinct b.budget) into expected from unnest(gifts) g join rights_batch b on b.id = g.batch;
  if touched <> expected then raise exception 'a budget would overflow'; end if;

  update rights_batch x set free = x.free - t.units, issued = x.issued + t.units
  from (select g.batch, count(*) as units from unnest(gifts) g group by g.batch) t
  where x.id = t.batch and x.free >= t.units;
  get diagnostics touched = row_count;
  select count(distinct g.batch) into expected from unnest(gifts) g;
  if touched <> expected then raise exception 'a batch would overflow'; end if;

  with granted as (
    insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref, activity, org_unit,
      state, units, unit_cost_minor, currency, valid_from, valid_to, created_at)
    select g.entitlement, x.id, x.sku, g.holder, g.beneficiary, g.source_kind, g.source_ref, g.activity, x.org_unit,
      'issued', coalesce(g.units, x.units_each), x.unit_cost_minor, x.currency,
      coalesce(g.valid_from, greatest(at_, timezone(x.grant_zone, x.grant_opens::timestamp))),
      coalesce(g.valid_to,
        rights_first_deadline(at_, x.valid_days, x.grant_days, x.grant_months, x.grant_until, x.grant_zone)), at_
    from unnest(gifts) g join rights_batch x on x.id = g.batch
    returning id, batch, sku, holder, beneficiary, source_kind, source_ref, activity, org_unit, valid_to
  )
  select store_emit(at_, array_agg(e.id), array_agg('rights.entitlement_granted.v1'::text), array_agg(e.id::text),
    array_agg(jsonb_build_object(
      'entitlement', e.id, 'batch', e.batch, 'sku', e.sku, 'holder', e.holder, 'beneficiary', e.beneficiary,
      'source_kind', e.source_kind, 'source_ref', e.source_ref, 'activity', e.activity, 'org_unit', e.org_unit,
      'valid_to', e.valid_to, 'at', at_)))
  into told from granted e;

  if has_lines then perform rights_promise_lines(at_, gifts); end if;
  return told;
end $$;

grant execute on function rights_grant to largesse_app;
