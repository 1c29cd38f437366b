"""Compensations 补偿: what a client gets instead of a right that failed him.

Words       *original* 原权益 the right that is made good; *alone limit* 单人补偿限额 the market value up
            to which one member of staff compensates by himself, by currency
Invariant   one live compensation a right; above the limit a second person signs exactly what he read; stock,
            budget and points are taken the usual way
Source      docs/explanation/compensation.md
"""
