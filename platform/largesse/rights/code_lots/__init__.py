"""Code lots 入码批次: codes come into a pool by a provider's file, or are made by the house.

Words       a *lot* goes waiting -> reading (progress seen) -> done | refused | cancelled; done -> voided
Invariant   a file is read in a child; a preview keeps nothing; a lot's codes can be given once all are kept,
            in one commit; what was given stays when its lot is voided
Source      docs/explanation/code-pools.md
"""
