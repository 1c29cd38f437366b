-- Count what a run ($2) of a batch ($1) found and what still stands: matches with both sides, breaks not closed.
-- Locks       none; the caller holds the batch.
select (select count(distinct x.match) from settlement_match m
        join settlement_match_member x on x.match = m.id and x.active where m.batch = $1 and m.run = $2)
  + (select count(*) from settlement_break where batch = $1 and run = $2 and state <> 'auto_closed')
