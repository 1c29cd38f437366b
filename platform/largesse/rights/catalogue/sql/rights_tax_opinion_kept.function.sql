-- Keep versions of a SKU and opinions on its taxes as they were written.
-- Locks       none
-- Invariant   neither is ever changed or taken away; a new one stands beside it

create or replace function rights_tax_opinion_kept() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger rights_tax_opinion_append_only before update or delete on rights_tax_opinion
  for each row execute function rights_tax_opinion_kept();
create or replace trigger rights_sku_version_append_only before update or delete on rights_sku_version
  for each row execute function rights_tax_opinion_kept();
