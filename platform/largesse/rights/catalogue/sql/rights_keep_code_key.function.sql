-- Write the key of a code beside it, whoever writes the code; a unique constraint stands on the key.
-- Locks       none
-- Invariant   no row of the register has a code without its key
-- after: rights_code_key

create or replace function rights_keep_code_key() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'rights_provider' then
    new.slug_key := rights_code_key(new.slug);
  else
    new.code_key := rights_code_key(new.code);
  end if;
  return new;
end $$;

create or replace trigger rights_provider_key_kept before insert or update of slug on rights_provider
  for each row execute function rights_keep_code_key();
create or replace trigger rights_product_key_kept before insert or update of code on rights_product
  for each row execute function rights_keep_code_key();
create or replace trigger rights_sku_key_kept before insert or update of code on rights_sku
  for each row execute function rights_keep_code_key();
create or replace trigger rights_budget_key_kept before insert or update of code on rights_budget
  for each row execute function rights_keep_code_key();
create or replace trigger rights_batch_key_kept before insert or update of code on rights_batch
  for each row execute function rights_keep_code_key();
create or replace trigger rights_node_key_kept before insert or update of code on rights_node
  for each row execute function rights_keep_code_key();
