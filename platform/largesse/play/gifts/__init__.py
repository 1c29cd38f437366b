"""Gifts 赠送: a client gives something that a play keeps for him, as a card, to another by a link.

Words       *thing* what an operator keeps by its id, as a card of a set; *open* given and not taken yet
Invariant   a thing has one holder or lies in one open gift, never both; what was received is not given on;
            giving earns nothing
Source      docs/explanation/friends.md
"""
