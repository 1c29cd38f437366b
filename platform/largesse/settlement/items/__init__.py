"""Items: our side of every settlement, one per redemption, and the accrual that goes with it.

Words       *item* what we say a provider has done · *accrual* its cost in the ledger before any bill
Invariant   one redemption, one item, one accrual, written in the transaction that reads the event
Source      docs/explanation/settlement.md
"""
