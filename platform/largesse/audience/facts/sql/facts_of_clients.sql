-- What the house itself knows of clients ($1); unknown ids are left out. with_staff: one of the household
-- works here. Who switched personalisation off has no profile here: no rule picks him by it.
-- Reads unit codes and advisers' numbers of identity along, so that a batch is one round trip.
select c.id, c.tier, case when c.personal then c.class else '' end as clazz,
  case when c.personal then c.grade else '' end as grade,
  case when c.personal then c.lifecycle else '' end as lifecycle,
  case when c.personal then c.wealth_band else '' end as wealth_band,
  case when c.personal then c.tags else '{}' end as tags, c.is_staff, c.blocked,
  u.code as org_unit, coalesce(s.number, '') as adviser, c.adviser is not null as has_adviser,
  case when c.personal then extract(month from c.birth_date)::int end as birth_month, c.joined_on::text as joined_on,
  exists (select 1 from audience_customer h where h.household = c.household and h.is_staff) as with_staff
from audience_customer c
join identity_org_unit u on u.id = c.org_unit
left join identity_staff s on s.id = c.adviser
where c.id = any($1::uuid[])
