"""Tables that others sent as a file become rows of text, whichever room they are for.

Words       *table* a delimited text or the first visible sheet of a workbook; *row* a line and its cells
Invariant   pure and bounded; read in a child, see ``store.confined``; what a column means is the room's own
Source      docs/explanation/files-from-outside.md
"""
