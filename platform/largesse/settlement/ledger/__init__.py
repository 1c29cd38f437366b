"""The ledger: entities, charts, periods, entries of debit-credit pairs, balances, proofs.

Words       *entity* 核算机构 · *entry* 分录 (a voucher) · *posting* one debit-credit pair · *reversal* 冲正
Invariant   an unbalanced entry cannot be written; an entry is never changed, only reversed, and once
Source      docs/explanation/ledger.md
"""
