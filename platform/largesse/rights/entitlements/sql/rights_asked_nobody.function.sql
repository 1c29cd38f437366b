-- Tell whether an order waits, or waited, for an offer that serves its city: no provider was ever asked.
-- Locks       none
-- Invariant   the same as ``placing.waits_for_offer``; plain enough to be taken into its statement, so that the
--             index on such orders serves

create or replace function rights_asked_nobody(offer uuid, why text[]) returns boolean language sql immutable
  return offer is null and cardinality(why) > 0;

grant execute on function rights_asked_nobody to largesse_app;
