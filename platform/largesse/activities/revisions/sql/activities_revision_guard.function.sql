-- Keep a revision's content as it was from review on, and its states on their arrows.
-- Locks       none beyond the row itself
-- Invariant   approved and published rest on an approval of exactly this hash

create or replace function activities_revision_guard() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.document, new.hash, new.maker, new.approval, new.kind, new.number, new.activity)
      is distinct from (old.document, old.hash, old.maker, old.approval, old.kind, old.number, old.activity) then
    perform activities_refuse('activities_revision_content_frozen');
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'in_review'), ('in_review', 'changes_requested'),
      ('in_review', 'approved'), ('approved', 'changes_requested'), ('approved', 'published'), ('published', 'superseded')) then
    perform activities_refuse('activities_revision_state_arrow');
  end if;
  if new.state <> old.state and new.state in ('in_review', 'approved', 'published') and not exists (
      select 1 from identity_approval a where a.id = new.approval and a.subject_kind = 'activities.revision'
      and a.subject = new.id and a.content_hash = new.hash
      and (new.state = 'in_review' or a.state = 'approved')) then
    perform activities_refuse('activities_revision_approval_of_hash');
  end if;
  return new;
end $$;

create or replace trigger activities_revision_guard before update on activities_revision
  for each row execute function activities_revision_guard();
