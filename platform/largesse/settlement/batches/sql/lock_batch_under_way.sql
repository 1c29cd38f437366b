-- The unfinished batch in whose scope the item of a redemption ($1) may lie.
-- Locks       the batch, before the item, as every use case of batches does.
select h.id from settlement_batch h
join settlement_item i on i.provider = h.provider and i.currency = h.currency
where i.redemption = $1 and i.takes_back is null
  and h.state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted')
order by h.id for update of h
