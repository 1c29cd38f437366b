-- Whether a member of staff s could take a seat of an approval, the reader and its maker left out: active, of a role
-- of its route, reaching its org unit, and without a signature that counts.
s.state = 'active' and exists (
  select 1 from identity_approval a join identity_org_unit o on o.id = a.org_unit
  where a.id = {approval} and s.unit = any(o.path) and s.id not in (a.maker, {me})
    and s.roles && (select array_agg(role) from identity_approval_step t, unnest(t.roles) role
                    where t.approval = a.id)
    and not exists (select 1 from identity_signature g
                    where g.approval = a.id and g.annulled_by is null and s.id in (g.person, g.hand)))
