"""States: what an activity remembers of a client beside chances and limits."""
