-- 1 where people have spoken on the break of a redemption's item ($1) in a batch ($2), or where the batch is
-- submitted ($3) and the item is matched in it; else no row.
-- Locks       none; the caller holds the batch.
select 1 from settlement_item i
where i.redemption = $1 and (
  exists (
    select from settlement_break b
    join settlement_disposition d on d.break = b.id and d.state in ('proposed', 'approved')
    where b.item = i.id and b.batch = $2 and b.state <> 'auto_closed'
  )
  or $3 and exists (
    select from settlement_match_member x join settlement_match m on m.id = x.match
    where x.side = 'P' and x.ref = i.id and x.active and m.batch = $2
  )
)
