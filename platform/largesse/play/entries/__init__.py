"""Entries 参与资格: who entered a draw that is decided later, the closed list, and who was selected of it.

Words       *closing* a draw with its entries, from the first one to the last prize; *list* its entries in the
            order of their numbers, from 1; *root* one hash for the whole list; *place* a rank in the order of
            selection, from 1
Invariant   numbers have no gap; nothing is entered once the list is closed; a closed list never changes
Source      docs/explanation/draws.md
"""
