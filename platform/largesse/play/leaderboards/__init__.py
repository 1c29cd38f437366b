"""Leaderboards 排行榜: a ranking as one client sees it, and as staff does with what waits.

Words       *to a client* the first places, his own, and what is missing; *to staff* each cycle, its places
            and what became of them
"""
