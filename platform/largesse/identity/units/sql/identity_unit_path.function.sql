-- Tell an org unit with all units above it, from the root down.
-- Locks       none
-- Invariant   the unit itself is last; one that is not known has no path

create or replace function identity_unit_path(unit uuid) returns uuid[] language plpgsql stable as $$
begin
  return (select u.path from identity_org_unit u where u.id = unit);
end $$;

grant execute on function identity_unit_path to largesse_app;
