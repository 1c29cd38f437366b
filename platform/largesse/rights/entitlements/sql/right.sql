-- One right with its SKU, its batch's budget, and its provider: who its live order went to, else the SKU's own.
-- Locks: none; ``locking.lock_right`` adds ``for no key update of e``.
select e.id, e.batch, e.sku, e.holder, e.activity, e.org_unit, e.state, e.units, e.units_used, e.unit_cost_minor,
       e.currency, e.valid_from, e.valid_to, e.valid_if_claimed, e.version, e.previous, e.hands, e.beneficiary,
       e.source_kind = 'import' as elsewhere,
       s.code as sku_code, s.title as sku_title, s.fulfil_mode,
       coalesce(o.provider, s.provider) as provider, coalesce(o.provider_sku, s.provider_sku) as provider_sku,
       coalesce(o.installation, p.installation) as installation, b.transfer,
       coalesce(b.vat_treatment, s.vat_treatment) as vat_treatment,
       coalesce(b.vat_rate_ppm, s.vat_rate_ppm) as vat_rate_ppm,
       b.validity, b.grant_zone as zone, e.created_at, b.budget, b.code as batch_code,
       b.title as batch_title
from rights_entitlement e
join rights_sku s on s.id = e.sku
join rights_batch b on b.id = e.batch
left join rights_order o on o.entitlement = e.id and o.state not in ('failed', 'cancelled', 'rerouted')
left join rights_provider p on p.id = coalesce(o.provider, s.provider)
where e.id = $1
