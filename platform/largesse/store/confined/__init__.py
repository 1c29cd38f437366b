"""Read what others sent in a process that holds nothing of ours and ends by itself.

Words       *reader* is a function of ours that reads bytes of others; *fork server* is a small process that
            keeps our readers loaded and never sees such bytes; a *child* of it reads one file and ends
Invariant   memory, time and what comes back are bounded; a child that is killed is a refusal, never a fault
Source      docs/explanation/files-from-outside.md
"""
