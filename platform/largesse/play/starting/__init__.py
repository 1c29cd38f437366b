"""What events start: every play of a running activity that waits for the event, once for each event.

Words       *listener* a play of a published revision that waits for an event of a name
Invariant   a crash between a play and its note plays nothing twice: the attempt's key follows from the event;
            a play that refuses is written down with its reason
Source      docs/explanation/events-from-outside.md
"""
