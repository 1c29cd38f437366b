"""Partner apps and the open API."""
