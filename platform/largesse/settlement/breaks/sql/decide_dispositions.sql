-- Write a second person's word on dispositions: state ($1), by whom ($2), when ($3), opinion ($4), from arrays of
-- ids and entries (null where nothing was posted).
-- Locks       none; the caller holds the batch, the breaks and the dispositions.
update settlement_disposition d
set state = $1, decided_by = $2, decided_at = $3, opinion = $4, entry_id = r.entry
from unnest($5::uuid[], $6::bigint[]) as r(id, entry) where d.id = r.id
