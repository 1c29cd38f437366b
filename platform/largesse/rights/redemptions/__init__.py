"""Uses of rights and their reversals, at every door."""
