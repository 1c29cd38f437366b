"""Closings 截止: what becomes of attempts that are decided later, from the close to the last prize.

Words       *close* freeze the list and publish its root; *record* write down the public values that select,
            *confirm* them as a second person; *select* say who gets which place; *award* give it
Invariant   the root is out before the values are recorded; what two persons recorded stays;
            each place is awarded once, whatever dies in between
Source      docs/explanation/draws.md
"""
