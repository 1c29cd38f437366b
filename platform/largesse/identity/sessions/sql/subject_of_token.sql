-- Who stands behind the hash of a token ($1) at an instant ($2): session, person, unit and every unit below
-- it; units is null for the head office, which reaches everything. No row: the session does not live. Where $3,
-- sessions that the demo opened do not live, nor do those of its people ($4).
-- Unit is null where a member of staff is disabled.
select s.id, s.seen_at, s.subject_kind, s.subject, p.name, p.unit, p.roles,
  case when u.level <> 'head_office' then
    array(select x.id from identity_org_unit x where x.path @> array[u.id]) end as units
from identity_session s
left join identity_staff p on s.subject_kind = 'staff' and p.id = s.subject and p.state = 'active'
left join identity_org_unit u on u.id = p.unit
where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2
  and s.seen_at + make_interval(secs => s.idle_s) > $2
  and not ($3::boolean and (s.via = 'demo' or p.email = any($4::text[]) is true))
