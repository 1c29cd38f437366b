-- An active member of staff ($1), as subject_of_token gives him.
select 'staff' as subject_kind, p.id as subject, p.name, p.unit, p.roles,
  case when u.level <> 'head_office' then
    array(select x.id from identity_org_unit x where x.path @> array[u.id]) end as units
from identity_staff p
join identity_org_unit u on u.id = p.unit
where p.id = $1 and p.state = 'active'
