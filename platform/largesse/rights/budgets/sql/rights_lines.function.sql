-- Tell what the lines of some wants have left; a period's first want makes its line.
-- A want is on every line that a rule of its batch's budget makes for it: of this day, week … year; of its activity;
-- of an org unit that the holder belongs to, also by a unit below.
-- Locks       none of its own: whoever asks holds the budgets, and lines are written under those alone
-- Invariant   what is told stays true until the transaction ends

create or replace function rights_lines(at_ timestamptz, wants rights_want[]) returns rights_line_left[]
  language plpgsql as $$
declare
  found rights_line_left[];
begin
  insert into rights_budget_line (budget, kind, key, cap_minor)
  select r.budget, r.kind, rights_period(r.kind, at_, u.zone), r.cap_minor
  from rights_budget u join rights_budget_rule r on r.budget = u.id and r.key = ''
  where u.id in (select b.budget from unnest(wants) w join rights_batch b on b.id = w.batch)
    and not exists (select from rights_budget_line l
      where l.budget = r.budget and l.kind = r.kind and l.key = rights_period(r.kind, at_, u.zone));

  select array_agg((x.id, x.left_minor, x.wants)::rights_line_left order by x.id) into found
  from (
    select l.id, l.cap_minor - l.reserved_minor - l.spent_minor as left_minor, 
      array_agg(w.ordinality::int order by w.ordinality) as wants
    from unnest(wants) with ordinality w
    join rights_batch b on b.id = w.batch
    join rights_budget u on u.id = b.budget and u.lined
    join rights_budget_rule r on r.budget = u.id
    join rights_budget_line l on l.budget = r.budget and l.kind = r.kind
      and l.key = case when r.key = '' then rights_period(r.kind, at_, u.zone) else r.key end
    where case r.kind
      when 'activity' then w.activity::text = r.key
      when 'unit' then r.key::uuid = any(audience_units_of(w.holder))
      else true end
    group by l.id
  ) x;
  return coalesce(found, '{}');
end $$;

grant execute on function rights_lines to largesse_app;
