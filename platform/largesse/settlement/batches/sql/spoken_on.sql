-- The first break of a batch ($1) on one of the lines ($2 uuid[]) or items ($3 uuid[]) that people have spoken on.
-- Locks       none; the caller holds the batch.
select b.id from settlement_break b
join settlement_disposition d on d.break = b.id and d.state in ('proposed', 'approved')
where b.batch = $1 and b.state <> 'auto_closed' and (b.line = any($2::uuid[]) or b.item = any($3::uuid[]))
order by b.id limit 1
