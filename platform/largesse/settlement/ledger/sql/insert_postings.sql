-- Write the postings of one entry ($1), $2 rows, in month $3 on day $4, out of one array of objects ($5).
-- Locks       settlement_posting_guard takes the periods FOR SHARE and the rows of eager balances, in id order.
-- Invariant   all rows of an entry come in one statement, so that a floor is judged over the whole entry.
insert into settlement_posting (entry_id, seq, row_count, entity_id, period_id, biz_date, book, dr, cr,
  currency, amount_minor, dims_dr, dims_cr, summary)
select $1, r.seq, $2, r.entity_id, $3, $4, r.book, r.dr, r.cr, r.currency, r.amount_minor, r.dims_dr, r.dims_cr,
  r.summary
from jsonb_to_recordset($5::jsonb) as r(seq int, entity_id int, book text, dr bigint, cr bigint, currency varchar(3),
  amount_minor bigint, dims_dr jsonb, dims_cr jsonb, summary text)
order by r.seq
