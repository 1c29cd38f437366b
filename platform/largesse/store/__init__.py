"""What every room writes with: transaction, receipts, audit rows, outbox, deliveries, blobs, sealing, pool.

Words       ask, receipt, event, delivery, audit row, sealed value
Invariant   nothing here knows a noun of the business
Source      docs/explanation/use-cases.md, docs/explanation/outbox.md
"""

from largesse.store.filters import made_when_asked

made_when_asked()
