-- Let a revision begin as a draft and never be removed.
-- Locks       none beyond the row itself
-- Invariant   no revision skips its review, and none is lost

create or replace function activities_revision_begins() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.state <> 'draft' then
    perform activities_refuse('activities_revision_begins_as_draft');
  end if;
  return new;
end $$;

create or replace trigger activities_revision_begins before insert or delete on activities_revision
  for each row execute function activities_revision_begins();
