-- Those of the references $2 (text[]) under which a line of a provider ($1) was agreed to be paid with no item
-- against it, as one array.
-- Locks       none.
select array_agg(distinct r.ref)
from settlement_line l
join settlement_break b on b.line = l.id and b.item is null and b.state in ('posted', 'closed')
join settlement_disposition d on d.break = b.id and d.state = 'approved' and d.pay_minor > 0
cross join lateral (values (l.provider_ref), (l.platform_ref)) as r(ref)
where l.provider = $1 and l.line_type = 'fulfilment' and r.ref = any($2::text[])
