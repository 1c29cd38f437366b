-- Refuse any change of a redemption or of what a provider told: a use is undone by a row of its own, its reversal.
-- Locks       none
-- Invariant   redemptions and events of orders are only ever added to

create or replace function rights_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger rights_redemption_append_only before update or delete on rights_redemption
  for each row execute function rights_append_only();
create or replace trigger rights_order_event_append_only before update or delete on rights_order_event
  for each row execute function rights_append_only();
