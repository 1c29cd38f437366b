"""Operators as they are authored: one folder each says what an operator's shape holds, checks and promises.

Words       *operator* what decides a play's outcome, by its name in ``decide.op``;
            *odds* how often each outcome comes
Invariant   no operator's name stands outside its folder; nothing else branches on one
Source      schemas/operators/; docs/how-to/add-an-operator.md
"""
