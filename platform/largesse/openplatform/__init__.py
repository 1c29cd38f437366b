"""Partner apps and the open API. Nothing is here yet."""
