"""Revocations 撤销权益: two people end a right that nobody has used.

Invariant   nobody approves what he proposed, and approves exactly the reason he read
Source      docs/explanation/entitlement.md
"""
