-- Requests for new passwords that fit {which}: each with its person and his unit, empty where nobody has the name
-- that was given, and whether who confirmed the code still holds one of the roles that may ($1), or was the
-- machine ($2).
select r.id, r.staff, r.code_hash, r.code_head, r.address, r.device, r.asked_at, r.expires_at, r.tries,
  r.confirmed_by, r.cosigned_by, r.ended_why,
  (r.confirmed_by = $2 or (c.state = 'active' and c.roles && $1::text[])) is true as confirmed,
  coalesce(c.name, '') as confirmer, coalesce(p.name, '') as name, coalesce(p.number, '') as number,
  coalesce(p.state, '') as person_state, p.unit, coalesce(u.name_zh, '') as unit_zh, coalesce(u.name_en, '') as unit_en
from identity_reset r
left join identity_staff p on p.id = r.staff
left join identity_org_unit u on u.id = p.unit
left join identity_staff c on c.id = r.confirmed_by
where {which}
