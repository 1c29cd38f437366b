"""Batches 结算批次: what is settled with one provider together, from draft to approved.

Words       *tie* lines = matched + disposed + carried, on both sides · *content* what the approver signs
Invariant   a batch is reconciled only when it ties; from submission on its content is frozen under a hash
Source      docs/explanation/settlement.md
"""
