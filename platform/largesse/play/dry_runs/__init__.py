"""Dry run 试玩: plays of a draft decided as they would be, kept in memory only."""
