"""Offers 供给: at which providers, and at what price, one SKU is fulfilled.

Words       *offer* 供给: one provider's article for a SKU; *cost price* 成本价: what offers are compared by
            and what a promise must cover; *settlement price* 结算价: what the provider bills, and so what
            a use costs; *policy* 分单策略: by weight, by price or by SLA
Invariant   the choice is a pure function of the offers and of the order's id: asked again it is the same
Source      docs/explanation/fulfilment.md, docs/decisions/0073-an-order-is-routed-by-its-id.md
"""
