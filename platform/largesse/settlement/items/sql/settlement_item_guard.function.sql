-- Refuse a change of an item beyond the batch that settles it or the entry that reverses it, each once.
-- Locks       none
-- Invariant   an item says for ever what was used; settled or reversed, it takes no change at all

create or replace function settlement_item_guard() returns trigger language plpgsql as $$
begin
  raise exception 'an item is kept as it was accrued, and settled or reversed once'
    using errcode = 'restrict_violation', constraint = 'settlement_item_kept';
end $$;

create or replace trigger settlement_item_kept before delete or update of id, redemption, takes_back, entitlement, batch, sku,
  sku_code, provider, provider_ref, order_ref, client, activity, org_unit, entity_id, units, gross_minor, net_minor, tax_minor,
  currency, tax_treatment, tax_rate_ppm, biz_date, used_at, entry_id on settlement_item
  for each row execute function settlement_item_guard();
create or replace trigger settlement_item_closed before update on settlement_item
  for each row when (old.settled_batch is not null or old.reversed_entry_id is not null)
  execute function settlement_item_guard();
create or replace trigger settlement_item_not_emptied before truncate on settlement_item
  for each statement execute function settlement_item_guard();
