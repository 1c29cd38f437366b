"""Handing 赠予: an adviser gives a client of his own a right with a note that the client reads.

Words       *terms* what a batch lets advisers hand over: so many a month each, so many a client;
            *request* what is worth more than the limit, before a second person has signed it
Invariant   only from a batch that is open to advisers; no adviser and no client passes its caps, whoever
            presses at once; an adviser hands to his own clients alone
Source      docs/explanation/notices.md
"""
