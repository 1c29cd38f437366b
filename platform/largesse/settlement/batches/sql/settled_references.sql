-- Those of the references $2 (text[]) under which an item of a provider ($1) was settled before, as one array.
-- Locks       none.
select array_agg(distinct r.ref)
from settlement_item i
cross join lateral (values (i.provider_ref), (i.order_ref)) as r(ref)
where i.provider = $1 and i.settled_batch is not null and r.ref = any($2::text[])
