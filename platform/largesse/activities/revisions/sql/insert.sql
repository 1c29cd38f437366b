-- Write a draft with the activity's next number. Who wrote the returned revision before it wrote this too.
-- Locks       none of its own: the caller holds the activity's row lock, so that numbers do not collide
-- Invariant   an edit that follows a returned edit keeps its editors, so that none of them may approve it

insert into activities_revision
  (id, activity, number, kind, document, edited_by, edited_by_name, edited_at, editors)
select $1::uuid, $2::uuid, coalesce(max(r.number), 0) + 1, $3::text, $4::jsonb, $5::uuid, $6::text,
  $7::timestamptz,
  array(select distinct unnest(array[$5::uuid] || coalesce(max(r.editors) filter (
    where $3 = 'edit' and r.state = 'changes_requested' and r.number = l.last), '{}')))
from activities_revision r,
  lateral (select max(number) as last from activities_revision where activity = $2) l
where r.activity = $2
