-- Write the staged rows of an import ($1) as clients, in the order of their numbers, as of $3; gives how many
-- were added and updated. A column that the file does not have keeps its value: $2 names those it has.
-- Who is a member of a household by consent, or by staff, stays in it whatever the file says.
-- A client who is already as the file says is not touched, so that nobody waits for him.
with wanted as materialized (
select (f->>'id')::uuid as id, r.ext_id, f->>'name' as name, f->>'tier' as tier, (f->>'unit')::uuid as org_unit,
  coalesce(case when 'class' = any($2::text[]) then f->>'class' else c.class end, '') as class,
  coalesce(case when 'grade' = any($2) then f->>'grade' else c.grade end, '') as grade,
  coalesce(case when 'lifecycle' = any($2) then f->>'lifecycle' else c.lifecycle end, '') as lifecycle,
  coalesce(case when 'tags' = any($2) then array(select jsonb_array_elements_text(f->'tags')) else c.tags end,
    '{}') as tags,
  case when 'adviser' = any($2) then (f->>'adviser')::uuid else c.adviser end as adviser,
  coalesce(case when 'wealth_band' = any($2) then f->>'wealth_band' else c.wealth_band end, '') as wealth_band,
  coalesce(case when 'city' = any($2) then f->>'city' else c.city end, '') as city,
  case when 'birth_date' = any($2) then (f->>'birth_date')::date else c.birth_date end as birth_date,
  case when 'household' = any($2) and k.customer is null then h.id else c.household end as household,
  coalesce(case when 'is_staff' = any($2) then (f->>'is_staff')::boolean else c.is_staff end, false) as is_staff,
  case when 'joined_on' = any($2) then (f->>'joined_on')::date else c.joined_on end as joined_on
from (select ext_id, fields as f from audience_import_row where import = $1) r
left join (select distinct on (upper(code)) upper(code) as code, id from audience_household
           order by upper(code), created_at, id) h on h.code = f->>'household'
left join audience_customer c on c.ext_id = r.ext_id
left join audience_member k on k.customer = c.id and k.left_at is null and k.source <> 'bank'
), written as (
insert into audience_customer (id, ext_id, name, tier, org_unit, class, grade, lifecycle, tags, adviser,
  wealth_band, city, birth_date, household, is_staff, joined_on, created_at, updated_at)
select w.*, $3, $3 from wanted w
where not exists (
  select from audience_customer c where c.ext_id = w.ext_id
    and (c.name, c.tier, c.org_unit, c.class, c.grade, c.lifecycle, c.tags, c.adviser, c.wealth_band,
         c.city, c.birth_date, c.household, c.is_staff, c.joined_on)
        is not distinct from
        (w.name, w.tier, w.org_unit, w.class, w.grade, w.lifecycle, w.tags, w.adviser, w.wealth_band,
         w.city, w.birth_date, w.household, w.is_staff, w.joined_on))
order by w.ext_id
on conflict (ext_id) do update set name = excluded.name, tier = excluded.tier, org_unit = excluded.org_unit,
  class = excluded.class, grade = excluded.grade, lifecycle = excluded.lifecycle, tags = excluded.tags,
  adviser = excluded.adviser, wealth_band = excluded.wealth_band, city = excluded.city, birth_date = excluded.birth_date,
  household = excluded.household, is_staff = excluded.is_staff, joined_on = excluded.joined_on,
  updated_at = excluded.updated_at
returning (xmax = 0) as created
)
select count(*) filter (where created) as created,
  (select count(*) from wanted) - count(*) filter (where created) as updated
from written
