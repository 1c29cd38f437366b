-- A client's own rights, usable ones first: of one activity ($3) or all, one of them ($4) or at most $2.
-- Locks: none. The holder ($1) gets his own; who may collect one ($4) for its holder gets that one.
select e.id, e.sku, e.beneficiary, e.state, e.valid_from, e.valid_to, e.claimed_at, e.activity, e.hands,
       e.holder = $1 as own, b.transfer, s.title,
       coalesce(b.terms, s.terms) as terms, coalesce(b.service, s.service) as service,
       coalesce(b.market_value_minor, s.market_value_minor) as market_value_minor, s.currency, s.picture, s.picture_alt,
       e.units, e.units_used, b.validity, b.grant_zone as zone, e.created_at, p.category, v.name as provider_name,
       v.slug as provider_slug,
       coalesce(v.state = 'paused', false) and (coalesce(o.state, '') in ('created', 'submitted', 'unknown', 'accepted', 'completed')
         or not exists (select from rights_offer f join rights_provider w on w.id = f.provider
                        where f.sku = s.id and f.state = 'active' and w.state = 'active')) as provider_paused, o.id as order_id,
       o.state as order_state,
       coalesce(o.state = 'created' and rights_asked_nobody(o.offer, o.why), false) as unserved,
       coalesce(e.state = 'active' and e.units_used = 0 and o.state = 'completed' and o.code = 'staff.done'
         and o.voucher_sealed is null and not exists (select from rights_service where sku = s.id), false) as served,
       o.voucher_sealed, k.title as package_title, g.id as package_gift,
       (select max(r.at) from rights_redemption r where r.entitlement = e.id and r.kind = 'use') as used_at
from rights_entitlement e
join rights_batch b on b.id = e.batch
join rights_sku s on s.id = e.sku
join rights_product p on p.id = s.product
left join rights_package_gift g on e.source_kind = 'package'
  and g.id = case when e.source_kind = 'package' then split_part(e.source_ref, ':', 1)::uuid end
left join rights_package k on k.id = g.package
left join lateral (select id, state, code, provider, voucher_sealed, offer, why from rights_order where entitlement = e.id
                   order by placed_at desc limit 1) o on true
left join rights_provider v on v.id = case when o.state in ('failed', 'cancelled') then s.provider
                                           else coalesce(o.provider, s.provider) end
where (e.holder = $1
  or $4::uuid is not null and e.state in ('active', 'reserved') and b.transfer <> 'none'
  and exists (select from rights_agent a where a.holder = e.holder and a.agent = $1 and a.state = 'active'
    and a.expires_at > now() and a.scope in ('collect', 'both')
    and (a.entitlement is null or a.entitlement = e.id) and (a.sku is null or a.sku = e.sku)))
  and ($3::uuid is null or e.activity = $3) and ($4::uuid is null or e.id = $4)
order by array_position(array['issued', 'active', 'reserved', 'transferring', 'pending', 'suspended'], e.state)
           nulls last,
         e.valid_to, e.id
limit $2
