"""Tiers 等级 and bands 资产段: who stands where, by file, by hand or by the rules that staff keep.

Words       *band* how much a client has, as a step with a name, never an amount; *standing* the tier that
            a client has, since when and until when; *move* how he came there; *night* what the rules did
Invariant   ``audience_customer.tier`` is where a client stands, and every change of it is a move;
            a rule moves nobody before somebody saw who would move; what is not known of a client moves nobody
Source      docs/explanation/tiers.md
"""
