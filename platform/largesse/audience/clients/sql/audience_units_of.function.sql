-- Tell which org units a client belongs to: his own and all above it.
-- Locks       none
-- Invariant   a client who is not known belongs to none

create or replace function audience_units_of(client uuid) returns uuid[] language plpgsql stable as $$
begin
  return coalesce((select identity_unit_path(c.org_unit) from audience_customer c where c.id = client), '{}');
end $$;

grant execute on function audience_units_of to largesse_app;
