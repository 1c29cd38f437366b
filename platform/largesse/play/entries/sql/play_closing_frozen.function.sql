-- Refuse what would change a closed list, the values that select, or who was selected.
-- Locks       none
-- Invariant   a list is closed once; values that two persons recorded stay; an award is given or passed over once

create or replace function play_closing_frozen() returns trigger language plpgsql as $$
begin
  if (old.closed_at is not null and (old.entries, old.due_at, old.closed_at, old.revision_hash, old.root, old.secret_hash)
        is distinct from (new.entries, new.due_at, new.closed_at, new.revision_hash, new.root, new.secret_hash))
      or (old.confirmed_at is not null and (old.numbers, old.source, old.recorded_by, old.confirmed_by, old.confirmed_at)
        is distinct from (new.numbers, new.source, new.recorded_by, new.confirmed_by, new.confirmed_at))
      or (old.secret is not null and old.secret is distinct from new.secret) then
    raise exception 'a closed list and its values never change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create or replace function play_award_frozen() returns trigger language plpgsql as $$
begin
  if old.draw is not null or old.passed_over is not null
      or (old.place, old.number, old.client, old.outcome, old.replaces)
        is distinct from (new.place, new.number, new.client, new.outcome, new.replaces) then
    raise exception 'an award is given or passed over once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create or replace trigger play_closing_frozen before update on play_closing
  for each row execute function play_closing_frozen();
create or replace trigger play_award_frozen before update on play_award
  for each row execute function play_award_frozen();
create or replace trigger play_entry_append_only before update or delete on play_entry
  for each row execute function play_append_only();
create or replace trigger play_tree_part_append_only before update or delete on play_tree_part
  for each row execute function play_append_only();
