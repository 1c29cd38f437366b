-- Note, for the clients of whom it is asked, every household of a file that is not where the client is a member.
-- Locks       the clients' rows are the caller's; memberships are written in the clients' order
-- Invariant   who is a member by consent or by staff is left alone: the file's column did not touch him either;
--             a second call notes nothing

create or replace function audience_follow_households(at_ timestamptz, clients uuid[]) returns int
language plpgsql as $$
declare
  noted int;
begin
  update audience_member m set left_at = at_, left_why = 'import'
  from audience_customer c
  where c.id = m.customer and c.id = any(clients) and m.left_at is null and m.source = 'bank'
    and m.household is distinct from c.household;
  insert into audience_member (id, household, customer, role, source, joined_at)
  select gen_random_uuid(), c.household, c.id, 'member', 'bank', at_
  from audience_customer c
  where c.id = any(clients) and c.household is not null
    and not exists (select from audience_member m where m.customer = c.id and m.left_at is null)
  order by c.id;
  get diagnostics noted = row_count;
  return noted;
end $$;

grant execute on function audience_follow_households to largesse_app;
