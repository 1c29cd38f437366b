"""Leaderboards 排行榜: a ranking as one client sees it: the first places, his own, and what is missing."""
