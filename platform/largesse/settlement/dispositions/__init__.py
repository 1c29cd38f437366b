"""Dispositions 差异处置: the three ways to dispose of a break, and what each means in money.

Words       accept provider 认可对方 · short-pay 按我方付 · carry forward 结转下期
Invariant   a disposition says what is paid and what is posted before it is signed
Source      docs/explanation/settlement.md
"""
