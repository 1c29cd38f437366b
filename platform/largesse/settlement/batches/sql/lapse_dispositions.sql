-- Let the dispositions of a batch ($1) lapse that wait or were approved and stand in no book.
-- Locks       those dispositions; the caller holds the batch.
update settlement_disposition d set state = 'lapsed', undo_by = null, undo_at = null, undo_reason = null
from settlement_break b where b.id = d.break and b.batch = $1 and b.state <> 'auto_closed'
  and d.state in ('proposed', 'approved')
