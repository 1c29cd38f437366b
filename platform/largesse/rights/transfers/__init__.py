"""Transfers 转赠: a client offers a right to another; it is his who accepts it.

Words       offered 待接收 -> accepted 已接收 | declined 已婉拒 | withdrawn 已收回 | lapsed 已超时
Invariant   a right that is offered can be used by nobody; it has one holder at any instant, and one open
            offer; its time is never made longer by it
Source      docs/explanation/moves-of-a-right.md
"""
