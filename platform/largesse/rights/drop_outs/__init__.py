"""What a client began and did not finish 中断: his adviser sees it with its reason, and takes it up.

Words       *order* its provider waits for the client, *offer* a place of the waiting list was not accepted,
            *hold* a place was held and not booked, *form* its form is not answered, *unclaimed* not claimed
Invariant   nothing is written down of it: a right stands in the list by what its own rows say, once, with the
            reason that is nearest to its end; what the client goes on with leaves the list by itself
Source      docs/explanation/notices.md
"""
