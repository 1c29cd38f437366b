-- The items of a batch ($1) whose use was taken back while a match or a break of it holds them, as one array.
-- Locks       none; the caller holds the batch.
select array_agg(i.id) from settlement_item i
where i.reversed_entry_id is not null and (
  exists (
    select from settlement_match_member x join settlement_match m on m.id = x.match
    where x.side = 'P' and x.ref = i.id and x.active and m.batch = $1
  )
  or exists (select from settlement_break b where b.item = i.id and b.batch = $1 and b.state not in ('auto_closed', 'carried'))
)
