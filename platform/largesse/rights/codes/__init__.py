"""Codes by which a counter recognises a right: twelve digits to say, a changing token to scan.

Invariant   a code opens one right; its digits are nowhere in the clear
Source      docs/explanation/entitlement.md
"""
