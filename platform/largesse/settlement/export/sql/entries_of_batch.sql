-- The entries that go out with a batch ($1, its own entry $2): the accruals it settles, its adjustments, its
-- settlement; an entry that went out with another batch is not given again.
-- Locks       none; the caller holds the batch.
select array_agg(e.id order by e.id)
from settlement_entry e
where (
    e.id = $2
    or e.id in (select entry_id from settlement_item where settled_batch = $1)
    or e.id in (
      select d.entry_id from settlement_disposition d
      join settlement_break b on b.id = d.break where b.batch = $1 and d.state = 'approved'
    )
  )
  and not exists (
    select from settlement_export_entry o
    join settlement_export x on x.id = o.export where o.entry_id = e.id and x.batch <> $1
  )
