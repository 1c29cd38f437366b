-- Bind the identities of the staged rows of an import ($1) that nobody has yet, at $2; $3 names the kinds.
insert into audience_identity (id, customer, kind, value_index, value_sealed, hint, via, bound_at)
select (v->>'id')::uuid, c.id, k, v->>'index', v->>'sealed', v->>'hint', 'import', $2
from audience_import_row r join audience_customer c on c.ext_id = r.ext_id
cross join unnest($3::text[]) k cross join lateral (select r.fields->k as v) w
where r.import = $1 and v is not null
on conflict (kind, value_index) where revoked_at is null do nothing
