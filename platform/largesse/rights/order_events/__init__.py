"""Events of an order 服务商动态: what a provider told about it, as facts.

Words       *late* told after the right's validity was over; *out of order* something that happened later
            had been told before
Invariant   one row per event of the provider, only ever added to; it is written whatever becomes of the order
Source      docs/explanation/fulfilment.md
"""
