-- Keep an activity's states on their arrows.
-- Locks       none beyond the row itself
-- Invariant   what is out is this activity's own published revision

create or replace function activities_activity_guard() returns trigger language plpgsql as $$
begin
  if new.published is not null and not exists (select 1 from activities_revision r
      where r.id = new.published and r.activity = new.id and r.state = 'published') then
    perform activities_refuse('activities_activity_shows_published');
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('unpublished', 'scheduled'), ('unpublished', 'running'),
      ('scheduled', 'running'), ('scheduled', 'ended'), ('running', 'paused'), ('paused', 'running'),
      ('running', 'halted'), ('paused', 'halted'), ('running', 'ended'), ('paused', 'ended'), ('halted', 'ended'),
      ('ended', 'settling'), ('settling', 'archived')) then
    perform activities_refuse('activities_activity_state_arrow');
  end if;
  return new;
end $$;

create or replace trigger activities_activity_guard before update on activities_activity
  for each row execute function activities_activity_guard();
