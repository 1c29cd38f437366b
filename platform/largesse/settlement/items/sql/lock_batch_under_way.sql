-- The unfinished batch in whose scope the item of a redemption ($1) may lie.
-- Locks       the batch FOR SHARE, before the item, as every use case of batches does.
select h.id, h.state from settlement_batch h
join settlement_item i on i.provider = h.provider and i.entity_id = h.entity_id and i.currency = h.currency
where i.redemption = $1 and h.state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted')
for share of h
