"""Moves 状态变化: the history of a right, as the database remembers it.

Invariant   every move to another state or holder leaves one row, whichever room made it
Source      docs/explanation/moves-of-a-right.md
"""
