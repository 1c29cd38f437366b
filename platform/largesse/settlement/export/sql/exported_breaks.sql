-- The breaks of a batch ($1) with what each side states and what was approved for them, by code.
-- Locks       none.
select b.code, b.opened_at, b.line, b.item, b.line_minor, b.item_minor, l.provider_ref as line_ref,
  l.platform_ref as line_order_ref, i.provider_ref as item_ref, i.order_ref, d.kind, d.reason, d.pay_minor,
  d.adjust_minor, d.proposed_by, d.decided_by
from settlement_break b
left join settlement_line l on l.id = b.line
left join settlement_item i on i.id = b.item
left join settlement_disposition d on d.break = b.id and d.state = 'approved'
where b.batch = $1 and b.state <> 'auto_closed' order by b.code, b.id
