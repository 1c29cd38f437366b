-- Repeat, behind every use case, who may sign and what.
-- Locks       the approval, before anything of it is read
-- Invariant   a signature is at the step at hand, of the content, never by the maker, nobody twice, from a seat

create or replace function identity_signature_guard() returns trigger language plpgsql as $$
declare a identity_approval; s identity_approval_step;
begin
  select * into a from identity_approval where id = new.approval for update;
  select * into s from identity_approval_step where approval = new.approval and seq = new.step;
  if a.state <> 'pending' or a.step <> new.step then
    perform identity_refuse('identity_signature_at_the_step_at_hand');
  end if;
  if a.content_hash <> new.content_hash then
    perform identity_refuse('identity_signature_of_the_content');
  end if;
  if a.maker in (new.person, new.hand) then
    perform identity_refuse('identity_signature_never_the_maker');
  end if;
  if s.opinion_required and new.opinion = '' then
    perform identity_refuse('identity_signature_with_opinion');
  end if;
  if exists (select 1 from identity_signature g where g.approval = new.approval and g.annulled_by is null
             and (g.person in (new.person, new.hand) or g.hand in (new.person, new.hand))) then
    perform identity_refuse('identity_signature_nobody_twice');
  end if;
  if new.hand <> new.person and not exists (
      select 1 from identity_delegation d where d.approval = new.approval and d.giver = new.person
      and d.taker = new.hand and d.at <= new.at and d.until > new.at) then
    perform identity_refuse('identity_signature_by_a_delegate');
  end if;
  if not exists (select 1 from identity_approval_signer n
                 where n.approval = new.approval and n.step = new.step and n.staff = new.person)
     and not exists (select 1 from identity_staff p
                     join identity_org_unit u on u.id = p.unit
                     join identity_org_unit o on o.id = a.org_unit
                     where p.id = new.person and p.state = 'active' and s.need > 0 and p.roles && s.roles
                     and p.unit = any(o.path) and (s.level is null or s.level = u.level)) then
    perform identity_refuse('identity_signature_from_a_seat');
  end if;
  return new;
end $$;

create or replace trigger identity_signature_guard before insert on identity_signature
  for each row execute function identity_signature_guard();
