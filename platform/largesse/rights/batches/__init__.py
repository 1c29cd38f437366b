"""Issue batches 发行批次: how many rights of a SKU, on which budget, until when.

Words       a batch is *proposed* by one, *decided* by another, then *steered*: paused, resumed, stopped
Invariant   total = free + held + issued; nobody approves what he proposed
Source      docs/explanation/stock.md
"""
