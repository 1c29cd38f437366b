-- Tell who of some clients is blocked.
-- Plain SQL, so that a statement of a room above takes it in whole, at no cost.
-- Locks       none
-- Invariant   a client who is not known is not told as blocked

create or replace function audience_blocked(clients uuid[]) returns setof uuid language sql stable as $$
  select c.id from audience_customer c where c.id = any(clients) and c.blocked
$$;

grant execute on function audience_blocked to largesse_app;
