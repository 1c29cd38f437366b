"""Points 积分: awarded, spent, given back, transferred within a household, expired; double entry.

Words       *kind* 积分种类: a currency of points; *account* 积分账户; *move* 积分流水: one act, its
            *entries* sum to zero; *award* 积分批: points that were given together and end together;
            *owed* 积分欠额: points that were taken back after they had been spent
Invariant   a balance is the sum of its entries; a client's is never below zero; what he owes stands apart,
            and only while he has nothing; no point is spent after the last moment of its award
Source      docs/explanation/points.md
"""
