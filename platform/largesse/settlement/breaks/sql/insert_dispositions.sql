-- Propose one way ($1) with one reason ($2) by one person ($3, at $4) from arrays: ids, breaks, what each pays and
-- by how much it changes our books, minor units.
-- Locks       none; the caller holds the batch and the breaks.
-- Invariant   a break has at most one live disposition, by settlement_disposition_one_live.
insert into settlement_disposition (id, break, kind, reason, state, pay_minor, adjust_minor, proposed_by, proposed_at)
select r.id, r.break, $1, $2, 'proposed', r.pay, r.adjust, $3, $4
from unnest($5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[]) as r(id, break, pay, adjust)
