-- Freeze an approval's content, maker and route, and its decision once it is made.
-- Locks       none beyond the row itself
-- Invariant   approved means that every step has the signatures it needs, those asked in by name included

create or replace function identity_approval_guard() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - '{state,step,decided_at,external_number}'::text[])
     <> (to_jsonb(old) - '{state,step,decided_at,external_number}'::text[]) then
    perform identity_refuse('identity_approval_content_frozen');
  end if;
  if old.state <> 'pending' and (new.state, new.step, new.decided_at) is distinct from
     (old.state, old.step, old.decided_at) then
    perform identity_refuse('identity_approval_decided_once');
  end if;
  if new.state = 'approved' and old.state = 'pending' and exists (
      select 1 from identity_approval_step s where s.approval = new.id and (
        (select count(*) from identity_signature g where g.approval = s.approval and g.step = s.seq
           and g.annulled_by is null and g.decision = 'approve' and not exists (
             select 1 from identity_approval_signer n
             where n.approval = s.approval and n.step = s.seq and n.staff = g.person)) < s.need
        or exists (select 1 from identity_approval_signer n where n.approval = s.approval and n.step = s.seq
           and not exists (select 1 from identity_signature g where g.approval = s.approval and g.step = s.seq
             and g.person = n.staff and g.annulled_by is null and g.decision = 'approve')))) then
    perform identity_refuse('identity_approval_every_step_full');
  end if;
  return new;
end $$;

create or replace trigger identity_approval_guard before update on identity_approval
  for each row execute function identity_approval_guard();
