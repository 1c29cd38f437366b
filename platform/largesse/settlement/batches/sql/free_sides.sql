-- Undo the matches of a batch ($1) that hold one of the lines ($2 uuid[]) or items ($3 uuid[]), on both sides.
-- Locks       the members; the caller holds the batch.
update settlement_match_member set active = false
where active and match in (
  select m.id from settlement_match m join settlement_match_member x on x.match = m.id and x.active
  where m.batch = $1 and (x.side = 'S' and x.ref = any($2::uuid[]) or x.side = 'P' and x.ref = any($3::uuid[]))
)
