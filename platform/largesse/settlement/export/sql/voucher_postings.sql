-- The general ledger's postings of entries ($1 bigint[]) with their accounts and their entry, in entry order.
-- Locks       none.
select p.*, e.kind, e.source_type, e.source_id, e.reason, e.made_by, e.approved_by,
  d.code as debit, d.name as debit_name, c.code as credit, c.name as credit_name
from settlement_posting p
join settlement_entry e on e.id = p.entry_id
join settlement_account d on d.id = p.dr
join settlement_account c on c.id = p.cr
where p.entry_id = any($1::bigint[]) and p.book = 'gl' order by p.entry_id, p.seq
