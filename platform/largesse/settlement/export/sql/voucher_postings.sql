-- The general ledger's postings of entries ($1 bigint[]) with their accounts, their entry, their entity and, where the
-- currency is not the entity's own, the rate in force on their business day: of the ten days up to it the last one.
-- Locks       none.
select p.*, e.kind, e.source_type, e.source_id, e.reason, e.made_by, e.approved_by,
  d.code as debit, d.name as debit_name, c.code as credit, c.name as credit_name, n.code as entity,
  n.base_currency as base, f.exponent, o.exponent as base_exponent, r.rate_e8
from settlement_posting p
join settlement_entry e on e.id = p.entry_id
join settlement_entity n on n.id = p.entity_id
join settlement_currency f on f.code = p.currency
join settlement_currency o on o.code = n.base_currency
join settlement_account d on d.id = p.dr
join settlement_account c on c.id = p.cr
left join lateral (
  select x.rate_e8 from settlement_rate x
  where p.currency <> n.base_currency and x.base = n.base_currency and x.currency = p.currency
    and x.day between p.biz_date - 10 and p.biz_date
  order by x.day desc, x.id desc limit 1
) r on true
where p.entry_id = any($1::bigint[]) and p.book = 'gl' order by p.entry_id, p.seq
