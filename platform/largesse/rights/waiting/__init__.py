"""The waiting list 候补: a place that becomes free is offered to the first who waits, for some minutes.

Words       *entry* one who waits for a service at a place within a time; *offer* a place kept for him until
            he
            accepts, or his time is over and the next is asked
Invariant   a place that is offered is held: nobody else can take it
Source      docs/explanation/booking.md
"""
