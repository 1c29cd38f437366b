-- Refuse a change of a statement's line beyond its batch and whether it is live.
-- Locks       none
-- Invariant   a line is kept as received, and settled once

create or replace function settlement_line_guard() returns trigger language plpgsql as $$
begin
  raise exception 'a statement line is kept as received'
    using errcode = 'restrict_violation', constraint = 'settlement_line_kept';
end $$;

create or replace trigger settlement_line_kept before delete or update of id, statement, provider, line_no, row_no, line_type,
  provider_ref, platform_ref, parent_ref, weak_key, sku, qty_milli, unit_price_minor, gross_minor, tax_minor, net_minor,
  currency, status, occurred_at, biz_date, ext, raw, line_sha, occ on settlement_line
  for each row execute function settlement_line_guard();
create or replace trigger settlement_line_settled_once before update on settlement_line
  for each row when (old.settled_batch is not null) execute function settlement_line_guard();
