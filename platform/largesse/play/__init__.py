"""Taking part: chances, limits, decisions, draws; the hot path."""
