-- How many dispositions of a batch ($1) stand in the books.
-- Locks       none; the caller holds the batch.
select count(*) from settlement_disposition d join settlement_break b on b.id = d.break
where b.batch = $1 and b.state <> 'auto_closed' and d.state = 'approved' and d.entry_id is not null
