"""Budgets 预算: the most that rights may cost together.

Words       *reserved* is promised by rights that are given and not used; *spent* is used up
Invariant   reserved + spent <= cap, by the guard in each write and by a check behind it
Source      docs/explanation/stock.md
"""
