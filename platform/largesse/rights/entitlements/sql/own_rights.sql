-- A client's own rights, usable ones first: of one activity ($3) or all, one of them ($4) or at most $2.
-- Locks: none. Who is not the holder ($1) gets nothing.
select e.id, e.state, e.valid_from, e.valid_to, e.claimed_at, e.activity, s.title, s.terms, s.market_value_minor,
       s.currency, p.category, v.name as provider_name, v.slug as provider_slug,
       coalesce(v.state = 'paused', false) as provider_paused, o.id as order_id,
       o.state as order_state, o.voucher_sealed,
       (select max(r.at) from rights_redemption r where r.entitlement = e.id and r.kind = 'use') as used_at
from rights_entitlement e
join rights_sku s on s.id = e.sku
join rights_product p on p.id = s.product
left join rights_provider v on v.id = s.provider
left join lateral (select id, state, voucher_sealed from rights_order where entitlement = e.id
                   order by placed_at desc limit 1) o on true
where e.holder = $1 and ($3::uuid is null or e.activity = $3) and ($4::uuid is null or e.id = $4)
order by array_position(array['issued', 'active', 'reserved', 'pending', 'suspended'], e.state) nulls last,
         e.valid_to, e.id
limit $2
