"""Breaks 对账差异: where line and item do not agree, and the three ways to dispose of one.

Words       accept provider 认可对方 · short-pay 按我方付 · carry forward 结转下期
Invariant   who proposes never approves; a disposition says what is paid and what is posted before
            it is signed
Source      docs/explanation/settlement.md
"""
