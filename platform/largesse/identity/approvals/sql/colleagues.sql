-- Who could take a seat of an approval ($1), $2 and the maker left out: active, of a role of its route,
-- reaching its org unit, and without a signature that counts.
select s.id, s.name, s.roles, u.name_zh as unit_zh, u.name_en as unit_en
from identity_staff s
join identity_org_unit u on u.id = s.unit
join identity_approval a on a.id = $1
join identity_org_unit o on o.id = a.org_unit
where s.state = 'active' and s.unit = any(o.path) and s.id not in (a.maker, $2)
  and s.roles && (select array_agg(role) from identity_approval_step t, unnest(t.roles) role
                  where t.approval = a.id)
  and not exists (select 1 from identity_signature g
                  where g.approval = a.id and g.annulled_by is null and s.id in (g.person, g.hand))
order by s.number
limit 200
