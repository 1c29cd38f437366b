"""Replays 回放: the events of one day, played once more on a bench under a document, without writing.

Words       *bench* a world in memory in which nobody has played yet; *day* a calendar day where the
            institution is; *real* what was noted of the same events when they came; *apart* an event that
            waits in quarantine
Invariant   a bench writes no play, no right, no point and no note: short days run on a read-only transaction,
            long ones write the row of their replay and nothing else; the clock of each attempt is its
            event's, never ours
Source      docs/explanation/replays.md
"""
