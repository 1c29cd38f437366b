"""The mall 积分商城: rights for points.

Words       *offer* 兑换项: a batch with a price in points; *exchange* 兑换: points went, a right came
Invariant   points, budget, stock and right move in one commit; a right that fails or is revoked gives its
            points back, once
Source      docs/explanation/points.md
"""
