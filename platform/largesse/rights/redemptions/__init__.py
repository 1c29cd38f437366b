"""Redemptions 核销: uses of rights and their reversals, however they are reported.

Words       *counter* where a provider's staff use rights; *try* one typed code; *reversal* 撤销核销
Invariant   one append-only row for each use; no use is reversed twice
Source      docs/explanation/entitlement.md
"""
