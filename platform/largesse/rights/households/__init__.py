"""Rights within a household: what members see of each other's.

Invariant   nothing is shown of a member who did not agree to it, and no amount without *all*
Source      docs/explanation/households.md
"""
