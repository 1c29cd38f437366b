-- Close the breaks of a batch ($1) on one of the lines ($2 uuid[]) or items ($3 uuid[]), at $4.
-- Locks       those breaks; the caller holds the batch.
update settlement_break set state = 'auto_closed', closed_at = $4
where batch = $1 and state <> 'auto_closed' and (line = any($2::uuid[]) or item = any($3::uuid[]))
