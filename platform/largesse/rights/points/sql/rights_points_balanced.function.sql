-- Refuse entries of a move that do not sum to nothing, and any change of what was written.
-- Locks       none
-- Invariant   every statement that writes entries leaves each move that it touched at a sum of zero;
--             moves and entries are only ever added to

create or replace function rights_points_balanced() returns trigger language plpgsql as $$
begin
  if exists (select from rights_points_entry e where e.move in (select move from fresh)
             group by e.move having sum(e.points) <> 0) then
    raise exception 'entries of a move of points do not sum to zero' using errcode = 'check_violation';
  end if;
  return null;
end $$;

create or replace trigger rights_points_entry_balanced after insert on rights_points_entry
  referencing new table as fresh for each statement execute function rights_points_balanced();

create or replace function rights_points_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger rights_points_move_append_only before update or delete on rights_points_move
  for each row execute function rights_points_append_only();
create or replace trigger rights_points_entry_append_only before update or delete on rights_points_entry
  for each row execute function rights_points_append_only();
