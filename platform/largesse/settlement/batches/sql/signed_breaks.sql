-- The breaks of a batch ($1) with what was approved for them, by id: what a signature covers of them, days included.
-- Locks       none; the caller holds the batch.
select b.id, b.code, b.line, b.item, b.line_minor, b.item_minor, l.biz_date as line_day, i.biz_date as item_day,
  d.kind, d.reason, d.pay_minor, d.adjust_minor, d.proposed_by, d.decided_by, d.entry_id
from settlement_break b
join settlement_disposition d on d.break = b.id and d.state = 'approved'
left join settlement_line l on l.id = b.line
left join settlement_item i on i.id = b.item
where b.batch = $1 and b.state <> 'auto_closed' order by b.id
