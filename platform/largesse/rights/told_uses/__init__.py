"""Uses that a provider tells by file 核销文件: it has no counter of ours, and says afterwards what was used.

Words       *file* waiting -> reading -> done | refused; a *row* names a right by its code or reference, and
            when it was used. A row's *verdict* is matched, or why it is not booked
Invariant   a row is a fact: booked at its own time, marked when late, in its own transaction, and once by its
            row key, in whatever file it comes again
Source      docs/explanation/code-pools.md, docs/decisions/0048-a-fact-is-booked-by-truth.md
"""
