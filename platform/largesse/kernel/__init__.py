"""The ground floor: what every room stands on and no room owns.

Words       ask, actor, receipt, event, delivery, audit row, sealed value
Invariant   nothing here knows a noun of the business
Source      docs/explanation/use-cases.md, docs/explanation/outbox.md
"""
