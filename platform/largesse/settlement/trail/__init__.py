"""The last steps of a right's trail: accrual, the line that bills it, its break, its batch.

Words       *step* how one use of a right was settled
Invariant   whoever sees a right's trail sees where its money went
Source      docs/explanation/settlement.md
"""
