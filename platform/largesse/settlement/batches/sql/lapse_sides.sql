-- Let the live dispositions lapse that rest on items ($2 uuid[]) of a batch ($1).
-- Locks       those dispositions; the caller holds the batch.
update settlement_disposition d set state = 'lapsed', undo_by = null, undo_at = null, undo_reason = null
from settlement_break b where b.id = d.break and b.batch = $1 and b.state <> 'auto_closed'
  and b.item = any($2::uuid[]) and d.state in ('proposed', 'approved')
