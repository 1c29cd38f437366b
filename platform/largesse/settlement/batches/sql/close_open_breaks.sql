-- Close the breaks of a batch ($1) that nobody has spoken on, at $2: a new run finds them again or not.
-- Locks       those breaks; the caller holds the batch.
update settlement_break b set state = 'auto_closed', closed_at = $2
where b.batch = $1 and b.state in ('open', 'assigned', 'investigating', 'waiting')
  and not exists (
    select from settlement_disposition d where d.break = b.id and d.state in ('proposed', 'approved')
  )
