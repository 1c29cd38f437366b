"""Breaks 对账差异: where line and item do not agree; one person proposes a disposition, another decides.

Invariant   who proposes never approves; the batch is locked before its breaks
Source      docs/explanation/settlement.md
"""
