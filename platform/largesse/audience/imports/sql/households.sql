-- Make the households that the staged rows of an import ($1) name and that are not here yet, as of $2.
-- Rows name them in capitals; one that was kept in small letters is the same household.
insert into audience_household (id, code, created_at)
select distinct on (fields->>'household') (fields->>'household_id')::uuid, fields->>'household', $2
from audience_import_row where import = $1 and coalesce(fields->>'household', '') <> ''
and fields->>'household' not in (select upper(code) from audience_household)
on conflict (code) do nothing
