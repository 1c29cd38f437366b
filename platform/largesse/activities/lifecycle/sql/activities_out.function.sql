-- Tell what is out of some activities: the state, and the hash of the revision that clients see.
-- Plain SQL, so that a statement of a room above takes it in whole, at no cost.
-- Locks       none
-- Invariant   what is not published is left out

create or replace function activities_out(activities uuid[]) returns table (activity uuid, state text, hash text)
  language sql stable as $$
  select a.id, a.state, r.hash
  from activities_activity a join activities_revision r on r.id = a.published where a.id = any(activities)
$$;

grant execute on function activities_out to largesse_app;
