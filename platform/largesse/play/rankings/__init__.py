"""Rankings 排名: the scores by which clients are put into an order, and the order that is settled.

Words       *cycle* the span in which scores count, named by its first day, or ``activity``; *score* what a
            state has reached for a client in a cycle; *place* where a client stands, from 1
Invariant   a score is written in the transaction of the act that reached it; nothing is written into a cycle
            that is closed; a settled order never changes
Source      docs/explanation/rankings.md
"""
