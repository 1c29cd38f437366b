-- Whether an identity of the staged rows of an import ($1), of the kinds $2, is not its client's after all.
select exists (
  select from audience_import_row r
  join audience_customer c on c.ext_id = r.ext_id
  cross join unnest($2::text[]) k
  where r.import = $1 and r.fields->k is not null and not exists (
    select from audience_identity i where i.kind = k and i.value_index = r.fields->k->>'index'
      and i.customer = c.id and i.revoked_at is null)
)
