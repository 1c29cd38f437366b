"""Plays that the clock starts: for each client who is due, on a day, once.

Words       *timed* a play that the clock starts; *occasion* one day of such a play, worked off page by page
Invariant   a client has a play once for an occasion's mark, by the key of his receipt, however often a page
            is repeated; an occasion goes on where it was left, whatever ended the process
Source      docs/explanation/plays-by-time.md
"""
