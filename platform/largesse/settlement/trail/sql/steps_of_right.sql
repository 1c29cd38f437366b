-- The uses of one right ($1), oldest first: item, accrual, the line that bills it, its break, its batch.
-- Locks       none.
-- Invariant   b is the batch that settled the item, h the one in which it is matched or broken until then.
select i.used_at, i.biz_date, i.currency, i.gross_minor, i.net_minor, i.tax_minor, i.entry_id,
  coalesce(i.reversed_entry_id, n.entry_id) as reversed_entry_id, s.id as statement_id, s.file_name, l.row_no, coalesce(y.ref, k.line) as line_id,
  l.provider_ref as line_ref, l.gross_minor as line_minor, k.code as break_code,
  coalesce(b.id, m.batch, k.batch) as in_batch, coalesce(b.number, h.number) as in_number,
  coalesce(b.state, h.state) as in_state, b.entry_id as batch_entry, b.approved_at
from settlement_item i
left join settlement_item n on n.takes_back = i.id
left join settlement_match_member x on x.side = 'P' and x.ref = i.id and x.active
left join settlement_match m on m.id = x.match
left join settlement_match_member y on y.match = x.match and y.side = 'S'
left join settlement_break k on k.item = i.id and k.state not in ('auto_closed', 'carried')
left join settlement_line l on l.id = coalesce(y.ref, k.line)
left join settlement_statement s on s.id = l.statement
left join settlement_batch b on b.id = i.settled_batch
left join settlement_batch h on h.id = coalesce(m.batch, k.batch)
where i.entitlement = $1 order by i.used_at, i.id limit 100
