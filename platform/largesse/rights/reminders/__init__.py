"""Reminders 到期提醒: a right that ends soon is told of before, and its holder's adviser has a task.

Words       *step* so many days before the end; *task* 待办: what an adviser does about it, or puts off
Invariant   a right's holder is told once a step; an adviser has one task for a client's right
Source      docs/explanation/moves-of-a-right.md
"""
