"""Suspensions 冻结权益: staff stops a right for a reason, and lets it go on.

Invariant   a suspended right goes back to where it stood; its validity runs on meanwhile
Source      docs/explanation/moves-of-a-right.md
"""
