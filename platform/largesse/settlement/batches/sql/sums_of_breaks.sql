-- The breaks of a batch ($1) added up by what was approved for them; undecided: those
-- without an approval, and those whose approval somebody asks to undo.
-- Locks       none; the caller holds the batch.
select
  coalesce(sum(b.line_minor) filter (where d.kind in ('accept_provider', 'short_pay')), 0)::bigint as lines_disposed,
  coalesce(sum(b.line_minor) filter (where d.kind = 'carry_forward'), 0)::bigint as lines_carried,
  coalesce(sum(b.item_minor) filter (where d.kind in ('accept_provider', 'short_pay')), 0)::bigint as items_disposed,
  coalesce(sum(b.item_minor) filter (where d.kind = 'carry_forward'), 0)::bigint as items_carried,
  coalesce(sum(d.pay_minor), 0)::bigint as pay,
  count(*) filter (where d.id is null or d.undo_by is not null) as undecided
from settlement_break b
left join settlement_disposition d on d.break = b.id and d.state = 'approved'
where b.batch = $1 and b.state <> 'auto_closed'
