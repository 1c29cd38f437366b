-- Stage codes of a lot ($2) of a pool ($1) of a provider ($3), numbered from $4 on: blind $5, sealed $6, PIN $7,
-- end $8. Gives the numbers of those that the provider had not; the others are left out.
insert into rights_pool_code (pool, number, lot, provider, blind, sealed, pin_sealed, expires_at, state)
select $1, $4::bigint + nr - 1, $2, $3, b, s, p, e, 'imported'
from unnest($5::text[], $6::text[], $7::text[], $8::timestamptz[]) with ordinality as w(b, s, p, e, nr)
order by b
on conflict (provider, blind) do nothing
returning number
