"""Orders that need a person 待处理履约单: what is known of each, and what can safely be done about it.

Words       a *cause* is why a person is needed; an *act* is offered only where it cannot serve twice
Invariant   what an order allows is decided again under its lock: a button may lose to the provider's answer,
            and says so; one order of a right is live, by the database
Source      docs/explanation/fulfilment.md
"""
