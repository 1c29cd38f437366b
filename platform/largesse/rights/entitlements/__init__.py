"""Entitlements 权益实例: rights in clients' hands, given, claimed, expired.

Words       *issued* 待领取, *active* 可使用, *redeemed* 已核销, *expired* 已过期, *revoked* 已撤销
Invariant   a right moves only along ``entitlement.MOVES``; used units never exceed its units
Source      docs/explanation/entitlement.md
"""
