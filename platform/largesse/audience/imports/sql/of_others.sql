-- Drop staged rows of an import ($1) whose identity, of the kinds $2, belongs to a client who does not give it up
-- in the same file; gives their lines and the kind. What is wanted is written out first: nobody has counted the
-- staged rows yet, and a plan without counts compares each identity with each row.
with wanted as materialized (
  select s.line, s.ext_id, k as kind, s.fields->k->>'index' as value_index
  from audience_import_row s cross join unnest($2::text[]) k
  where s.import = $1 and s.fields->k is not null
), clash as (
  select distinct on (w.line) w.line, w.kind
  from wanted w
  join audience_identity i on i.kind = w.kind and i.value_index = w.value_index and i.revoked_at is null
  join audience_customer c on c.id = i.customer and c.ext_id <> w.ext_id
  left join wanted o on o.ext_id = c.ext_id and o.kind = w.kind
  where coalesce(o.value_index, i.value_index) = i.value_index
  order by w.line, w.kind
)
delete from audience_import_row r using clash
where r.import = $1 and r.line = clash.line
returning r.line, clash.kind as field, 'belongs_to_another' as reason
