-- Revoke identities that the staged rows of an import ($1) replace by another of the same kind, at $2 by $3;
-- gives whose they were.
update audience_identity i set revoked_at = $2, revoked_by = $3
from audience_import_row r join audience_customer c on c.ext_id = r.ext_id
where r.import = $1 and i.customer = c.id and i.revoked_at is null and r.fields ? i.kind
  and i.value_index <> r.fields->i.kind->>'index'
returning i.customer
