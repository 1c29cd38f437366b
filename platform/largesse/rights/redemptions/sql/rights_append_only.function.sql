-- Refuse any change of a redemption, of what a provider told, of what was agreed to and of what was sent:
-- a use is undone by a row of its own, its reversal; a consent by a row that withdraws it.
-- Locks       none
-- Invariant   redemptions, events of orders, consents to a form and what was sent of one are only added to

create or replace function rights_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger rights_redemption_append_only before update or delete on rights_redemption
  for each row execute function rights_append_only();
create or replace trigger rights_order_event_append_only before update or delete on rights_order_event
  for each row execute function rights_append_only();
create or replace trigger rights_form_consent_append_only before update or delete on rights_form_consent
  for each row execute function rights_append_only();
create or replace trigger rights_form_sent_append_only before update or delete on rights_form_sent
  for each row execute function rights_append_only();
