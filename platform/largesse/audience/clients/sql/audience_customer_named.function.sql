-- Keep of each client where his family name stands among all, and the key by which his name is found.
-- Only the first letter gives the place: lists show no more of it, and their order must tell no more.
-- Locks       none beyond the row itself
-- Invariant   place and key belong to the name that the row has
-- after: audience_name_key

create or replace function audience_customer_named() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.name <> old.name or old.name_order = 0 then
    new.name_order := (store_name_order(left(new.name, 1)))[1];
    new.name_key := audience_name_key(new.name);
  end if;
  return new;
end $$;

create or replace trigger audience_customer_named before insert or update of name on audience_customer
  for each row execute function audience_customer_named();

update audience_customer set name = name where name_order = 0;
