-- Remember every move of a right to another state or holder, whoever made it.
-- Locks       none of its own
-- Invariant   each move leaves one row in rights_move, in the commit that moves

create or replace function rights_remember_moves() returns trigger language plpgsql as $$
begin
  insert into rights_move (entitlement, version, was, state, holder, at)
  select n.id, n.version, o.state, n.state, n.holder, now()
  from later n join earlier o on o.id = n.id
  where n.state <> o.state or n.holder <> o.holder;
  return null;
end $$;

create or replace trigger rights_entitlement_moved after update on rights_entitlement
  referencing old table as earlier new table as later
  for each statement execute function rights_remember_moves();
