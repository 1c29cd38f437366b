-- Write the staged rows of an import ($1) as clients, in the order of their numbers, as of $3; gives how many
-- were added and updated. A column that the file does not have keeps its value: $2 names those it has.
with written as (
insert into audience_customer as c (id, ext_id, name, tier, org_unit, class, grade, lifecycle, tags, adviser,
  wealth_band, birth_date, household, is_staff, joined_on, created_at, updated_at)
select (f->>'id')::uuid, r.ext_id, f->>'name', f->>'tier', (f->>'unit')::uuid, coalesce(f->>'class', ''),
  coalesce(f->>'grade', ''), coalesce(f->>'lifecycle', ''),
  array(select jsonb_array_elements_text(coalesce(f->'tags', '[]'))), (f->>'adviser')::uuid,
  coalesce(f->>'wealth_band', ''), (f->>'birth_date')::date, h.id, coalesce((f->>'is_staff')::boolean, false),
  (f->>'joined_on')::date, $3, $3
from (select ext_id, fields as f from audience_import_row where import = $1 order by ext_id) r
left join audience_household h on h.code = f->>'household'
on conflict (ext_id) do update set name = excluded.name, tier = excluded.tier, org_unit = excluded.org_unit,
  class = case when 'class' = any($2::text[]) then excluded.class else c.class end,
  grade = case when 'grade' = any($2) then excluded.grade else c.grade end,
  lifecycle = case when 'lifecycle' = any($2) then excluded.lifecycle else c.lifecycle end,
  tags = case when 'tags' = any($2) then excluded.tags else c.tags end,
  adviser = case when 'adviser' = any($2) then excluded.adviser else c.adviser end,
  wealth_band = case when 'wealth_band' = any($2) then excluded.wealth_band else c.wealth_band end,
  birth_date = case when 'birth_date' = any($2) then excluded.birth_date else c.birth_date end,
  household = case when 'household' = any($2) then excluded.household else c.household end,
  is_staff = case when 'is_staff' = any($2) then excluded.is_staff else c.is_staff end,
  joined_on = case when 'joined_on' = any($2) then excluded.joined_on else c.joined_on end,
  updated_at = excluded.updated_at
returning (xmax = 0) as created
)
select count(*) filter (where created) as created, count(*) filter (where not created) as updated from written
