-- Give rights: one unit of a batch for each gift, its cost reserved in the batch's budget, and the house told.
-- Locks       none of its own: whoever decided on the gifts holds their budgets, then their batches, each in id order
-- Invariant   budget, stock, right and event move together; neither cap nor stock is passed, by the guard in each write

create or replace function rights_grant(at_ timestamptz, gifts rights_gift[]) returns int language plpgsql as $$
declare
  touched int; expected int; told int;
begin
  update rights_budget x set reserved_minor = x.reserved_minor + t.minor
  from (select b.budget, sum(b.unit_cost_minor)::bigint as minor
        from unnest(gifts) g join rights_batch b on b.id = g.batch group by b.budget) t
  where x.id = t.budget and x.reserved_minor + x.spent_minor + t.minor <= x.cap_minor;
  get diagnostics touched = row_count;
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
      state, unit_cost_minor, currency, valid_from, valid_to, created_at)
    select g.entitlement, x.id, x.sku, g.holder, g.beneficiary, g.source_kind, g.source_ref, g.activity, x.org_unit,
      'issued', x.unit_cost_minor, x.currency, at_, at_ + make_interval(days => x.valid_days), at_
    from unnest(gifts) g join rights_batch x on x.id = g.batch
    returning id, batch, sku, holder, beneficiary, source_kind, source_ref, activity, org_unit, valid_to
  )
  select store_emit(at_, array_agg(e.id), array_agg('rights.entitlement_granted.v1'::text), array_agg(e.id::text),
    array_agg(jsonb_build_object(
      'entitlement', e.id, 'batch', e.batch, 'sku', e.sku, 'holder', e.holder, 'beneficiary', e.beneficiary,
      'source_kind', e.source_kind, 'source_ref', e.source_ref, 'activity', e.activity, 'org_unit', e.org_unit,
      'valid_to', e.valid_to, 'at', at_)))
  into told from granted e;
  return told;
end $$;

grant execute on function rights_grant to largesse_app;
