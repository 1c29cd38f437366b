"""Agents 代办人: whom a holder lets collect or book for him.

Words       asked 待同意 -> active 生效 -> ended 已结束; scope collect 代领 | book 代约 | both
Invariant   only who was named, and consented where he is a client himself, collects for a holder: for what
            he was named, until it ends; the use says who collected
Source      docs/explanation/moves-of-a-right.md
"""
