"""Matching: which statement line is which of our items; the same answer whatever the order of the input.

Words       *pass A* same reference, amount and currency, days within the window · *mutual first* the rule
            that accepts a pair only when it is first for both its sides
Invariant   each line and each item is in at most one pair; matched + left over = all, per side
Source      docs/explanation/matching.md
"""
