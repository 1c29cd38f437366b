-- The matched items of a batch ($1) added up by entity, SKU and VAT treatment.
-- Locks       none; the caller holds the batch.
select i.entity_id, i.sku_code, i.tax_treatment, sum(i.gross_minor)::bigint as gross_minor,
  sum(i.net_minor)::bigint as net_minor, sum(i.tax_minor)::bigint as tax_minor
from settlement_match m
join settlement_match_member p on p.match = m.id and p.side = 'P' and p.active
join settlement_item i on i.id = p.ref
where m.batch = $1 group by 1, 2, 3 order by 1, 2, 3
