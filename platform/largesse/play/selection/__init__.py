"""Timed draws: who is selected of a closed list, and how each entry proves that it stands in it.

Words       *entry* one line of the closed, ordered list; *pool* all of them; *root* one hash for all
Invariant   pure: the same list and key, the same selection and root, for whoever works them out again
Source      docs/explanation/draws.md
"""
