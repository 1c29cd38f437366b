-- Who may collect a right ($1) for its holder now: an agent's row each, oldest first.
-- Locks: none; redemptions add ``for share of a`` so that who is ended meanwhile collects nothing.
select a.id, a.agent, a.phone_ends
from rights_entitlement e
join rights_sku s on s.id = e.sku
join rights_batch t on t.id = e.batch and t.transfer <> 'none'
join rights_agent a on a.holder = e.holder and a.state = 'active' and a.expires_at > $2
  and a.scope in ('collect', 'both') and (a.entitlement is null or a.entitlement = e.id)
  and (a.sku is null or a.sku = e.sku)
where e.id = $1
order by a.id
